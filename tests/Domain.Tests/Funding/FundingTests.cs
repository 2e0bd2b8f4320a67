using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Funding;

namespace Orchestrations.Domain.Tests.Funding;

public class FundingTests
{
    static readonly FundingParameters standard = FundingParameters.Standard;
    static readonly HedgeRules rules = new(0.001m, 0.001m, 5m, 100m);
    static readonly TimeSpan eightHours = TimeSpan.FromHours(8);

    // 0.0001 every 8 hours is 0.1095 a year.
    static readonly FundingReading good = new(
        Samples.Btc, Samples.Start, 0.0001m, eightHours, [0.0001m, 0.0002m], At(50_000m), At(50_100m));

    [Theory]
    [InlineData(8, "0.1095")]
    [InlineData(4, "0.219")]
    [InlineData(1, "0.876")]
    public void AnnualRate_OfOneRate_FollowsTheContractsOwnInterval(int hours, string expected) => Assert.Equal(
        decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        (good with { Interval = TimeSpan.FromHours(hours) }).AnnualRate);

    [Fact]
    public void AnnualRate_WithoutAnInterval_IsRefused() => Assert.Equal(
        "ORC-FUNDING-002", Assert.Throws<DomainException>(() => (good with { Interval = TimeSpan.Zero }).AnnualRate).Code);

    [Fact]
    public void Entry_WithEveryConditionMet_Enters() => Assert.True(FundingEntry.Decide(good, standard).Enters);

    [Fact]
    public void Entry_AtOrBeyondTheLimitOfAnyCondition_StaysOut()
    {
        FundingReading[] limits =
        [
            // 0.10 a year exactly, with an interval of 8 h 45 min 36 s: a thousandth of a year.
            good with { Rate = 0.0001m, Interval = TimeSpan.FromDays(365) / 1000 },
            good with { Perpetual = At(51_000m) },
            good with { Perpetual = At(49_000m) },
            good with { Settled = [0.0001m, 0m] },
            good with { Settled = [0.0001m, -0.0001m, 0.0001m] },
            good with { Settled = [0.0001m] },
        ];

        Assert.All(limits, reading => Assert.False(FundingEntry.Decide(reading, standard).Enters));
        Assert.True(FundingEntry.Decide(good with { Settled = [-0.001m, 0.0001m, 0.0001m] }, standard).Enters);
    }

    [Fact]
    public void Exit_OnEitherSideOfEachLimit_IsDecidedAtTheLimit()
    {
        var opened = Samples.Start;
        FundingExit Exit(FundingReading reading) => FundingExits.Decide(opened, reading, standard);

        Assert.Equal(FundingExit.None, Exit(good));
        Assert.Equal(FundingExit.NegativeRate, Exit(good with { Rate = -0.0000001m }));
        Assert.Equal(FundingExit.WideBasis, Exit(good with { Perpetual = At(51_000m) }));
        Assert.Equal(FundingExit.None, Exit(good with { Perpetual = At(50_999.99m) }));
        Assert.Equal(FundingExit.None, Exit(good with { Time = opened.AddDays(14).AddTicks(-1) }));
        Assert.Equal(FundingExit.HeldLongEnough, Exit(good with { Time = opened.AddDays(14) }));
        // Half of 0.10 a year is 0.05: 0.00005 each thousandth of a year.
        var thousandth = TimeSpan.FromDays(365) / 1000;
        Assert.Equal(FundingExit.None, Exit(good with { Rate = 0.00005m, Interval = thousandth }));
        Assert.Equal(FundingExit.Compressed, Exit(good with { Rate = 0.0000499m, Interval = thousandth }));
    }

    [Fact]
    public void Exit_OfARateOfZero_IsCompressionNotLoss() =>
        Assert.Equal(FundingExit.Compressed, FundingExits.Decide(Samples.Start, good with { Rate = 0m }, standard));

    [Fact]
    public void Sizing_ByHand_SellsWhatArrivesNetOfTheFee()
    {
        // 10,000 / 50,000 = 0.2 BTC; 0.1 % of it is the fee, 0.1998 arrive, 0.199 are whole lots of the contract.
        var size = HedgeSizing.For(Samples.Usdt(10_000m), Samples.QuoteAt(50_000m), Samples.BtcRules, At(50_100m), rules);

        Assert.Equal(new HedgeSize.Sized(Btc(0.2m), Btc(0.1998m), Btc(0.199m)), size);
    }

    [Theory]
    [InlineData("4.99", "spot")]
    [InlineData("49", "perpetual")]
    public void Sizing_WithOneLegTooSmall_SendsNeither(string capital, string leg)
    {
        var amount = decimal.Parse(capital, System.Globalization.CultureInfo.InvariantCulture);

        var size = HedgeSizing.For(Samples.Usdt(amount), Samples.QuoteAt(50_000m), Samples.BtcRules, At(50_000m), rules);

        Assert.Equal(leg, Assert.IsType<HedgeSize.TooSmall>(size).Leg);
    }

    [Fact]
    public void Sizing_WithTheContractBelowItsLeastValue_SendsNeither()
    {
        var size = HedgeSizing.For(
            Samples.Usdt(60m), Samples.QuoteAt(50_000m), Samples.BtcRules, At(50_000m), rules with { MinNotional = 50.01m });

        Assert.Equal("perpetual", Assert.IsType<HedgeSize.TooSmall>(size).Leg);
        Assert.IsType<HedgeSize.Sized>(HedgeSizing.For(
            Samples.Usdt(60m), Samples.QuoteAt(50_000m), Samples.BtcRules, At(50_000m), rules with { MinNotional = 50m }));
    }

    [Fact]
    public void Sizing_BeyondTheContractsCap_BuysOnlyWhatOneOrderHedges()
    {
        var size = HedgeSizing.For(
            Samples.Usdt(1_000_000m), Samples.QuoteAt(50_000m), Samples.BtcRules, At(50_000m), rules with { MaxMarketQuantity = 3m });

        Assert.Equal(new HedgeSize.Sized(Btc(3m), Btc(2.997m), Btc(2.997m)), size);
    }

    [Theory]
    // At the limit of 2 % nothing is done; beyond it the short is made larger by whole lots.
    [InlineData("1", "0.98", "Sell", "0")]
    [InlineData("1", "0.979", "Sell", "0.021")]
    [InlineData("1.0005", "0.97", "Sell", "0.03")]
    // A short that is larger is cut to the spot or just below it.
    [InlineData("0.97", "1", "Buy", "0.03")]
    [InlineData("0.9705", "1", "Buy", "0.03")]
    // One leg gone.
    [InlineData("0", "1", "Buy", "1")]
    [InlineData("1", "0", "Sell", "1")]
    [InlineData("0", "0", "Sell", "0")]
    public void Drift_OfTwoLegs_IsMendedBeyondTheLimit(string spot, string perpetual, string side, string adjustment)
    {
        var drift = HedgeDrift.Of(Btc(Number(spot)), Btc(Number(perpetual)), At(50_000m), rules, standard);

        Assert.Equal((side, Number(adjustment)), (drift.Side.ToString(), drift.Adjustment.Amount));
    }

    [Fact]
    public void Drift_TooSmallForAnOrder_IsLeft()
    {
        var drift = HedgeDrift.Of(Btc(0.011m), Btc(0.010m), At(4_999m), rules, standard);

        Assert.True(drift.Share > 0.02m);
        Assert.True(drift.Adjustment.IsZero);
    }

    [Fact]
    public void Income_Received_IsSplitInHalvesThatSumToIt()
    {
        var income = FundingIncome.Split(Samples.Usdt(1.00000003m), standard);

        Assert.Equal(new FundingIncome(Samples.Usdt(0.50000002m), Samples.Usdt(0.50000001m)), income);
    }

    [Fact]
    public void Income_Paid_IsBorneWhole() => Assert.Equal(
        new FundingIncome(Samples.Usdt(-1m), Samples.Usdt(0m)), FundingIncome.Split(Samples.Usdt(-1m), standard));

    [Fact]
    public void RoundTrip_OfThreeSettlements_ComesToTheSumByHand()
    {
        // 0.2 BTC bought at 50,000 with 0.1 % in BTC: 0.1998 arrive; 0.199 sold short at 50,100.
        var legs = (HedgeSize.Sized)HedgeSizing.For(
            Samples.Usdt(10_000m), Samples.QuoteAt(50_000m), Samples.BtcRules, At(50_100m), rules);
        // The short receives size x mark x rate: at 50,000, 51,000, 49,000 with 0.01 %, 0.02 %, -0.01 %.
        decimal[] settlements =
        [
            legs.Perpetual.Amount * 50_000m * 0.0001m, legs.Perpetual.Amount * 51_000m * 0.0002m,
            legs.Perpetual.Amount * 49_000m * -0.0001m,
        ];
        var split = settlements.Select(s => FundingIncome.Split(Samples.Usdt(s), standard)).ToList();

        Assert.Equal([0.995m, 2.0298m, -0.9751m], settlements);
        Assert.Equal(1.5124m, split.Sum(s => s.ToTactical.Amount));
        Assert.Equal(0.5373m, split.Sum(s => s.Compounds.Amount));
    }

    [Fact]
    public void Parameters_OutOfRange_AreRefused()
    {
        FundingParameters[] bad =
        [
            standard with { MinAnnualRate = -1m }, standard with { MaxBasis = 0m }, standard with { PositivePeriods = 0 },
            standard with { MaxHold = TimeSpan.Zero }, standard with { CompressionShare = 2m }, standard with { MaxDrift = 0m },
            standard with { CompoundShare = 1.1m },
        ];

        Assert.All(bad, p => Assert.Equal("ORC-FUNDING-001", Assert.Throws<DomainException>(p.Checked).Code));
        Assert.Same(standard, standard.Checked());
    }

    static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static Price At(decimal value) => new(value, Samples.Btc);

    static Quantity Btc(decimal amount) => new(amount, Samples.Btc.Base);
}
