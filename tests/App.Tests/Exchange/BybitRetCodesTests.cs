using System.Globalization;
using Orchestrations.App.Exchange;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Exchange;

public sealed class BybitRetCodesTests
{
    // Written out beside the table on purpose: whoever moves a code to another class changes two places knowingly.
    public static TheoryData<BybitAnswer, int[]> Listed => new()
    {
        { BybitAnswer.Success, [0] },
        { BybitAnswer.Duplicate, [110072, 170141, 10014, 20006] },
        {
            BybitAnswer.Insufficient,
            [110004, 110006, 110007, 110012, 110014, 110044, 110045, 110051, 110052, 110053, 170131, 170033, 176015]
        },
        { BybitAnswer.RateLimited, [10006, 170222, 170005] },
        { BybitAnswer.TimeWindow, [10002, -1] },
        { BybitAnswer.KeyProblem, [10003, 10004, 10005, 10010, 10009, 10024, 33004, -2015] },
        { BybitAnswer.Unknown, [10000, 10016, 429, 10429, 10019, 170001, 170007, 170032, 170146, 170147, 110079] },
        { BybitAnswer.NotFound, [110001, 170213] },
        { BybitAnswer.AlreadyDone, [110008, 110010, 170142, 170139] },
        { BybitAnswer.Definitive, [110094, 170140, 170135, 170136, 170137, 110017] },
        { BybitAnswer.Definitive, [110003, 170132, 170133, 170134, 170192, 170193, 170194, 110120, 110121, 110092, 110093] },
        { BybitAnswer.Definitive, [110020, 170810, 110009, 110023, 110042, 30228, 110074, 10001, 170121] },
        { BybitAnswer.Definitive, [110013, 110024, 110028] },
        { BybitAnswer.NotYet, [170159, 170206, 170151, 170157] },
        { BybitAnswer.NotModified, [34040, 110043, 110025] },
    };

    [Theory]
    [MemberData(nameof(Listed))]
    public void Classify_OfEachListedCode_IsItsClass(BybitAnswer answer, int[] codes) =>
        Assert.All(codes, code => Assert.Equal(answer, BybitRetCodes.Classify(code)));

    [Fact]
    public void Table_HoldsNoCodeThatTheTestDoesNotKnow() =>
        Assert.Equal(
            Listed.SelectMany(row => (int[])row[1]!).Order(),
            BybitRetCodes.All.Keys.Order());

    [Theory]
    [InlineData(999999)]
    [InlineData(-7)]
    public void Classify_OfAnUnlistedCode_IsUnknown(int code)
    {
        Assert.Equal(BybitAnswer.Unknown, BybitRetCodes.Classify(code));
        Assert.IsType<SubmitOutcome.Unknown>(BybitRetCodes.ToSubmitOutcome(code, "?", null));
    }

    [Fact]
    public void ToSubmitOutcome_OfEveryListedCode_FollowsItsClass()
    {
        foreach (var (code, answer) in BybitRetCodes.All)
        {
            SubmitOutcome expected = answer switch
            {
                BybitAnswer.Success => new SubmitOutcome.Accepted("42"),
                BybitAnswer.Duplicate => new SubmitOutcome.Accepted(null),
                BybitAnswer.Definitive or BybitAnswer.Insufficient or BybitAnswer.KeyProblem or BybitAnswer.NotYet =>
                    new SubmitOutcome.Rejected(code.ToString(CultureInfo.InvariantCulture), "words"),
                _ => new SubmitOutcome.Unknown($"{code}: words"),
            };
            Assert.Equal(expected, BybitRetCodes.ToSubmitOutcome(code, "words", "42"));
        }
    }

    [Fact]
    public void ToQueryFailure_CarriesTheCode()
    {
        var failure = BybitRetCodes.ToQueryFailure(10006, "Too many visits!");
        Assert.Equal("10006", failure.Code);
        Assert.Contains("Too many visits!", failure.Message, StringComparison.Ordinal);
    }
}
