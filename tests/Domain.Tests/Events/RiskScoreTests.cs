using Orchestrations.Domain.Events;
using Orchestrations.Domain.Events.Risk;

namespace Orchestrations.Domain.Tests.Events;

public class RiskScoreTests
{
    static readonly DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Score_OfAnUneventfulShipment_IsZero() => Assert.Equal((0, "low"), Of(
        One("a", 0, new EventFacts { Planned = At(0), Location = "DEHAM", Temperatures = [-20m], Setpoint = -20m, Shock = 5m }),
        One("b", 72, new EventFacts { Location = "USNYC" })));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 1)]
    [InlineData(6, 1)]
    [InlineData(6.1, 2)]
    [InlineData(150, 25)]
    [InlineData(1000, 25)]
    public void Delay_InHours_AddsAPointForEachStartedSix(double hours, int points) =>
        Assert.Equal(points, Points("delay", One("a", 1000 + hours, new EventFacts { Planned = At(1000) })));

    [Fact]
    public void Delay_AgainstPlansOfTheSameLeg_CountsTheLatestPlanAndNoLaterEstimate()
    {
        var leg = new EventFacts { Leg = "call-1" };
        ProofEvent[] events =
        [
            One("plan-1", 10, leg with { Recorded = At(-20) }, EventClass.Planned),
            One("plan-2", 12, leg with { Recorded = At(-10) }, EventClass.Planned),
            One("estimate", 24, leg with { Recorded = At(-5) }, EventClass.Estimated),
            One("other", 0, new EventFacts { Leg = "call-2" }, EventClass.Planned),
            One("done", 24, leg),
        ];

        Assert.Equal("done delay 2", Only(events));
    }

    [Theory]
    [InlineData("-18", 0)]
    [InlineData("-17.9", 5)]
    [InlineData("-13", 5)]
    [InlineData("-12.9", 10)]
    [InlineData("-22.1", 5)]
    public void Temperature_AroundTheSetpoint_IsToleratedTwoDegrees(string measured, int points) => Assert.Equal(
        points, Points("temperature", One("a", 0, new EventFacts { Setpoint = -20m, Temperatures = [-20m, Decimal(measured)] })));

    [Fact]
    public void Temperature_WithAnAgreedRange_IsHeldAgainstTheRangeAlone()
    {
        var plan = new ShipmentPlan { HighestTemperature = 8m };
        var warm = One("a", 0, new EventFacts { Setpoint = 2m, Temperatures = [7.5m] });
        var hot = One("b", 1, new EventFacts { Setpoint = 2m, Temperatures = [8.5m] });

        Assert.Equal(["b"], RiskScore.Of([warm, hot], plan).Contributions.Select(c => c.Event));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 10)]
    [InlineData(11, 20)]
    public void Shock_AboveTheLimit_AddsTenAndAboveTwiceTwenty(int g, int points) =>
        Assert.Equal(points, Points("shock", One("a", 0, new EventFacts { Shock = g })));

    [Fact]
    public void Gap_BeyondTheLongest_AddsFiveForEachStartedDay() => Assert.Equal(10, Points("gap", One("a", 0), One("b", 72 + 25)));

    [Fact]
    public void Order_OfScans_IsHeldAgainstWhenTheyWereWrittenDown() => Assert.Equal(
        ["b out-of-order 5", "d out-of-order 5"],
        All(
            One("a", 0, new EventFacts { Recorded = At(5) }), One("b", 1, new EventFacts { Recorded = At(4) }),
            One("c", 2, new EventFacts { Recorded = At(6) }), One("d", 30, new EventFacts { Recorded = At(29) })));

    [Fact]
    public void Route_LeftOrGoneBack_AddsFifteenEach()
    {
        var plan = new ShipmentPlan { Route = ["MXNLD", "USLRD", "USDAL"] };
        string[] places = ["MXNLD", "MXNLD", "USHOU", "USLRD", "MXNLD", "USDAL"];
        ProofEvent[] events = [.. places.Select((place, i) => One("e" + i, i, new EventFacts { Location = place }))];

        Assert.Equal(["e2", "e4"], RiskScore.Of(events, plan).Contributions.Select(c => c.Event));
    }

    [Fact]
    public void Custody_GivenAwayByAnother_AddsTwenty() => Assert.Equal(
        ["c custody 20"],
        All(
            One("a", 0, new EventFacts { CustodyFrom = "A", CustodyTo = "B" }),
            One("a2", 1, new EventFacts { CustodyFrom = "A", CustodyTo = "B" }),
            One("b", 2, new EventFacts { CustodyFrom = "B", CustodyTo = "C" }),
            One("c", 3, new EventFacts { CustodyFrom = "X", CustodyTo = "D" })));

    [Fact]
    public void Retraction_OfAnEvent_TakesItOutOfTheScore() => Assert.Empty(All(
        One("a", 0, new EventFacts { Shock = 50m }), One("r", 1, new EventFacts { Retracts = "a" })));

    [Fact]
    public void Rule_HoweverOftenItIsBroken_AddsNoMoreThanItsCap()
    {
        ProofEvent[] events = [.. Enumerable.Range(0, 50).Select(i => One("e" + i, i, new EventFacts { Shock = 50m }))];

        Assert.Equal((40, "medium"), Of(events));
    }

    [Fact]
    public void Score_WithEverythingWrong_IsAHundred()
    {
        ProofEvent[] events = [.. Enumerable.Range(0, 10).Select(i => One("e" + i, 200 * i, new EventFacts
        {
            Shock = 50m, Temperatures = [30m], Setpoint = -20m, Planned = At(0), Recorded = At(0),
            CustodyFrom = "f" + i, CustodyTo = "t" + i, Location = "XX" + i,
        }))];

        Assert.Equal(100, RiskScore.Of(events, new ShipmentPlan { Route = ["DEHAM"] }).Value);
    }

    static (int, string) Of(params ProofEvent[] events)
    {
        var score = RiskScore.Of(events, ShipmentPlan.None);
        return (score.Value, score.Level);
    }

    static int Points(string rule, params ProofEvent[] events) => RiskScore.Of(events, ShipmentPlan.None).Contributions
        .Where(c => c.Rule == rule).Sum(c => c.Points);

    static string Only(params ProofEvent[] events) => Assert.Single(All(events));

    static string[] All(params ProofEvent[] events) =>
        [.. RiskScore.Of(events, ShipmentPlan.None).Contributions.Select(c => $"{c.Event} {c.Rule} {c.Points}")];

    static ProofEvent One(string id, double hours, EventFacts? facts = null, EventClass kind = EventClass.Actual) =>
        new(id, At(hours), "transport.arri", kind, [], facts ?? EventFacts.None);

    static DateTimeOffset At(double hours) => start.AddHours(hours);

    static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
