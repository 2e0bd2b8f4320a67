using Orchestrations.Domain.Alerts;

namespace Orchestrations.Domain.Tests.Alerts;

public class AlertTextTests
{
    [Theory]
    [InlineData("BTCUSDT", "BTCUSDT")]
    [InlineData("two\r\nlines\tand a tab", "two  lines and a tab")]
    [InlineData("left‮to right", "left to right")]
    [InlineData("no​width", "no width")]
    [InlineData("\u0000\u001b[31mred", "  [31mred")]
    public void Line_OfAnything_IsOneLineOfWhatShows(string text, string line) => Assert.Equal(line, AlertText.Line(text, 100));

    [Fact]
    public void Line_ThatIsTooLong_IsCutWithoutHalvingACharacter()
    {
        Assert.Equal("abc…", AlertText.Line("abcdef", 4));
        Assert.Equal("ab…", AlertText.Line("ab😀cdef", 4));
        Assert.Equal("…", AlertText.Line("😀😀", 1));
    }

    [Fact]
    public void Line_WithHalfACharacter_LosesIt() => Assert.Equal("a b", AlertText.Line("a\ud83db", 10));

    [Theory]
    [InlineData("@everyone")]
    [InlineData("https://evil.example/x")]
    [InlineData("www.evil.example")]
    [InlineData("/start")]
    [InlineData("#tag")]
    public void Unlinked_OfWhatMessengersLink_HasNoSuchThing(string text)
    {
        var apart = AlertText.Unlinked(text);

        Assert.DoesNotContain(text, apart, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"@\w|://|\w\.\w|(^|\s)[/#]\w", apart);
        Assert.Equal(text, apart.Replace("​", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Unlinked_OfNumbers_StaysReadable() => Assert.Equal("0.25 at 50000.5", AlertText.Unlinked("0.25 at 50000.5"));

    [Theory]
    [InlineData("**bold** _it_ ~~gone~~ `code` ||hidden||")]
    [InlineData("[text](https://evil.example)")]
    [InlineData("@everyone <@123> <#1> <:e:1>")]
    [InlineData("\\*already*")]
    public void Discord_OfMarkup_HasEveryMarkEscaped(string text)
    {
        var escaped = AlertText.ForDiscord(text);

        Assert.DoesNotMatch(@"(?<!\\)(\\\\)*[*_~`|<>\[\]()@#:]", escaped);
        Assert.DoesNotMatch(@"@\w", escaped);
    }
}
