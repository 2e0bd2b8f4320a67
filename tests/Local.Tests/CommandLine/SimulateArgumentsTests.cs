using Orchestrations.Local.CommandLine;

namespace Orchestrations.Local.Tests.CommandLine;

public sealed class SimulateArgumentsTests
{
    [Theory]
    [InlineData("--from 2021-02-01 --to 2021-01-01", "--to 2021-01-01 is before --from 2021-02-01")]
    [InlineData("--from 2021-02-30 --to 2021-03-01", "'2021-02-30' is not a day")]
    [InlineData("--from 2021-01-01", "'--to' is required")]
    [InlineData("--from 1900-01-01 --to 2020-01-01", "use at most 30 years")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --faults 2", "--faults 2 is not a probability")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --faults -0.1", "--faults -0.1 is not a probability")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --faults NaN", "--faults NaN is not a probability")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --faults many", "'many'", "simulate --help")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --seed x", "'x'", "simulate --help")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --operations dca,astrology", "no operation 'astrology'", "Known: dca")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --operations ,", "--operations names none", "Known: dca")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --fualts 0.1", "'--fualts'", "simulate --help")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --set Dca:Plan:Capital", "not of the form Key=Value")]
    [InlineData("--from 2021-01-01 --to 2021-01-05 --set =5", "not of the form Key=Value")]
    public async Task Simulate_WithAnArgumentItCannotFollow_NamesIt(string arguments, params string[] words)
    {
        var run = await CommandRun.OfAsync(["simulate", .. arguments.Split(' ')]);
        run.IsRefused(CodedError.BadArgument, words);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("astrology", "'astrology'", "--help lists the commands")]
    [InlineData("--colour", "'--colour'", "serve --help")]
    [InlineData("doctor --from 2021-01-01", "'--from'", "doctor --help")]
    public async Task CommandLine_WithAnUnknownCommandOrOption_NamesIt(string arguments, params string[] words) =>
        (await CommandRun.OfAsync(arguments.Split(' '))).IsRefused(CodedError.BadArgument, words);

    [Theory]
    [InlineData("--help", "simulate")]
    [InlineData("simulate --help", "--faults")]
    public async Task Help_OfACommand_IsNoError(string arguments, string word)
    {
        var run = await CommandRun.OfAsync(arguments.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains(word, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dca:Plan:Capital=-5", "ORC-SETTINGS-001", "Dca:Plan:Capital", "use a number from 0")]
    [InlineData("Dca:Plan:Capital=much", "ORC-SETTINGS-001", "'much'")]
    [InlineData("Dca:Plan:Capital=1e400", "ORC-SETTINGS-001", "'1e400'")]
    [InlineData("Dca:Plan:Targets:BTCUSDT=1.5", "ORC-SETTINGS-001", "Dca:Plan:Targets:BTCUSDT")]
    [InlineData("Dca:Plan:Targets:SOLUSDT=0.5", "ORC-EXCHANGE-001", "SOLUSDT", "BTCUSDT, ETHUSDT")]
    [InlineData("Paper:StartBalance=-1", "ORC-SETTINGS-001", "Paper:StartBalance")]
    [InlineData("MarketData:HalfSpreadBasisPoints=-1", "ORC-SETTINGS-001", "MarketData:HalfSpreadBasisPoints")]
    [InlineData("Trading:Mode=real", "ORC-SETTINGS-001", "use paper, testnet or live")]
    public async Task Simulate_WithASettingOutOfRange_NamesIt(string setting, string code, params string[] words) =>
        (await CommandRun.OfAsync("simulate", "--from", "2021-01-01", "--to", "2021-01-05", "--set", setting))
            .IsRefused(code, words);

    [Fact]
    public async Task Simulate_WithSeveralWrongSettings_NamesAllAtOnce()
    {
        var run = await CommandRun.OfAsync(
            "simulate", "--from", "2021-01-01", "--to", "2021-01-05",
            "--set", "Paper:StartBalance=x", "MarketData:Seed=y", "Dca:Plan:Capital=z", "Risk:PriceBand=w");
        run.IsRefused("ORC-SETTINGS-001", "Paper:StartBalance", "MarketData:Seed", "Dca:Plan:Capital", "Risk:PriceBand");
    }
}
