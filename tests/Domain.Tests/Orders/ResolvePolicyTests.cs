using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Tests.Orders;

public class ResolvePolicyTests
{
    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 60)]
    [InlineData(3, 29)]
    public void NotFound_TooFewTimesOrTooSoon_LooksAgain(int notFound, int seconds) =>
        Assert.IsType<ResolveStep.WaitThenLookUp>(ResolvePolicy.Next(Sent(notFound, seconds)));

    [Fact]
    public void NotFound_ThreeTimesAndHalfAMinute_ResubmitsTheSameId() =>
        Assert.IsType<ResolveStep.ResubmitSameId>(ResolvePolicy.Next(Sent(3, 30)));

    [Fact]
    public void Acknowledged_HoweverOftenNotFound_IsNeverSentAgain() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 200).Zip(Gen.Choose(0, 200_000)).ToArbitrary(), sample =>
            ResolvePolicy.Next(Sent(sample.Item1, sample.Item2) with { Acknowledged = true }) is not ResolveStep.ResubmitSameId));

    [Fact]
    public void Submits_UpToTheMost_ThenOnlyLookUps() =>
        Assert.IsType<ResolveStep.WaitThenLookUp>(ResolvePolicy.Next(Sent(9, 60) with { Submits = ResolvePolicy.MostSubmits }));

    [Fact]
    public void Searching_ForTwoHours_GivesUpAsUnresolved() =>
        Assert.IsType<ResolveStep.GiveUpAsUnresolved>(ResolvePolicy.Next(Sent(0, 7_200) with { LookUps = 3 }));

    [Fact]
    public void Searching_AfterAHostWasAwayForHours_LooksBeforeItGivesUp() =>
        Assert.IsType<ResolveStep.WaitThenLookUp>(ResolvePolicy.Next(Sent(0, 32_400) with { LookUps = 2 }));

    [Fact]
    public void NotFound_AfterADay_ConcludesThatNothingFilled() =>
        Assert.IsType<ResolveStep.ConcludeNothingFilled>(ResolvePolicy.Next(
            Sent(3, 90_000) with { Acknowledged = true, SinceBegin = TimeSpan.FromSeconds(10) }));

    [Fact]
    public void RejectedAgain_AndNeverSeen_ConcludesThatNothingFilled() =>
        Assert.IsType<ResolveStep.ConcludeNothingFilled>(
            ResolvePolicy.Next(Sent(9, 300) with { RejectedAgain = true, Submits = 2 }));

    [Fact]
    public void RejectedAgain_MomentsAgo_IsLookedForBecauseAnEarlierSendMayHaveSpentTheMoney() =>
        Assert.IsType<ResolveStep.WaitThenLookUp>(
            ResolvePolicy.Next(Sent(8, 299) with { RejectedAgain = true, Submits = 2 }));

    [Fact]
    public void Delays_OfTheFirstLookUps_GrowToFiveMinutes() =>
        Assert.Equal(
            [0, 1, 2, 4, 8, 15, 30, 60, 120, 300, 300],
            Enumerable.Range(0, 11).Select(n => (int)ResolvePolicy.DelayAfter(n).TotalSeconds));

    [Theory]
    [InlineData(4, 8)]
    [InlineData(5, 15)]
    [InlineData(6, 15)]
    [InlineData(9, 15)]
    public void Waits_OnceTheOrderWasShownAtItsEnd_GrowToAQuarterOfAMinute(int lookUps, int seconds) =>
        Assert.Equal(
            new ResolveStep.WaitThenLookUp(TimeSpan.FromSeconds(seconds)),
            ResolvePolicy.Next(Sent(0, 60) with { LookUps = lookUps, Acknowledged = true, ShownFinal = true }));

    static ResolveState Sent(int notFound, int seconds) => new(
        false, false, 1, notFound, notFound, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));
}
