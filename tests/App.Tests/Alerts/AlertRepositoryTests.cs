using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Alerts;

public sealed class AlertRepositoryTests : IDisposable
{
    static readonly AlertsSettings told = AlertsSettings.Nobody with
    {
        Routes = Enum.GetValues<AlertSeverity>().ToDictionary(s => s, s => (IReadOnlyList<string>)(s == AlertSeverity.P3 ? [] : ["webhook"])),
    };

    readonly ManualTime time = new(Bench.Start);
    readonly InMemoryStore store = new();
    readonly AuditRepository audit;
    readonly AlertRepository alerts;

    public AlertRepositoryTests()
    {
        audit = new AuditRepository(store, time);
        alerts = new AlertRepository(store, audit, time, told);
    }

    public void Dispose() => audit.Dispose();

    [Fact]
    public async Task Alert_RaisedTwiceUnderOneKey_IsOneOccurrence()
    {
        var first = await alerts.RaiseAsync(Of("a"));
        time.Now += TimeSpan.FromDays(3);
        var second = await alerts.RaiseAsync(Of("a"));

        Assert.Equal((first.Id, 1), (second.Id, second.Occurrences));
        Assert.Equal([first.Id + "-raised-1"], await DueAsync());
        Assert.Equal(1, await audit.CountAsync());
    }

    [Fact]
    public async Task Occurrences_WithinTheWindow_AreOneAlertThatIsToldOnce()
    {
        var first = await alerts.RaiseAsync(Of("a"));
        time.Now += TimeSpan.FromMinutes(59);
        var second = await alerts.RaiseAsync(Of("b"));

        Assert.Equal((first.Id, 2), (second.Id, second.Occurrences));
        Assert.Equal(time.Now, second.LastAt);
        Assert.Single(await DueAsync());
        Assert.Equal(2, await audit.CountAsync());

        time.Now += TimeSpan.FromMinutes(1);
        var third = await alerts.RaiseAsync(Of("c"));

        Assert.NotEqual(first.Id, third.Id);
        Assert.Equal(2, (await DueAsync()).Count);
    }

    [Fact]
    public async Task Clock_PutBackAfterItWasAhead_SilencesNothing()
    {
        time.Now += TimeSpan.FromDays(365);
        await alerts.RaiseAsync(Of("a"));
        var state = Of("s") with { About = "a state", Lasts = true };
        await alerts.ResolveAsync((await alerts.RaiseAsync(state)).Id, "over");
        time.Now = Bench.Start;
        var before = (await DueAsync()).Count;

        await alerts.RaiseAsync(Of("b"));
        await alerts.RaiseAsync(state);

        Assert.Equal(before + 2, (await DueAsync()).Count);
    }

    [Fact]
    public async Task Clock_PutBackALittle_TellsNothingTwice()
    {
        await alerts.RaiseAsync(Of("a"));
        time.Now -= TimeSpan.FromMinutes(30);
        await alerts.RaiseAsync(Of("b"));

        Assert.Single(await DueAsync());
    }

    [Fact]
    public async Task Occurrence_WorseThanWhatWasTold_IsAnAlertOfItsOwn()
    {
        var first = await alerts.RaiseAsync(Of("a"));
        var worse = await alerts.RaiseAsync(Of("b", AlertSeverity.P0));
        var milder = await alerts.RaiseAsync(Of("c", AlertSeverity.P2));

        Assert.NotEqual(first.Id, worse.Id);
        Assert.Equal(worse.Id, milder.Id);
    }

    [Fact]
    public async Task Event_AfterItsAlertWasResolved_IsToldAgain()
    {
        var first = await alerts.RaiseAsync(Of("a"));
        await alerts.ResolveAsync(first.Id, "mended");
        var second = await alerts.RaiseAsync(Of("b"));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal("open", second.State);
    }

    [Fact]
    public async Task State_ThatLasts_IsOneAlertUntilItEnds()
    {
        var first = await alerts.RaiseAsync(Lasting());
        time.Now += TimeSpan.FromDays(2);
        Assert.Equal(first, await alerts.RaiseAsync(Lasting()));
        Assert.Single(await DueAsync());

        await alerts.EndAsync("state", "over");
        await alerts.EndAsync("state", "over");
        await alerts.EndAsync("nothing", "over");

        Assert.Equal("resolved", (await alerts.FindAsync(first.Id))!.State);
        Assert.Equal([first.Id + "-raised-1", first.Id + "-resolved-1"], await DueAsync());
        Assert.NotEqual(first.Id, (await alerts.RaiseAsync(Lasting())).Id);
    }

    [Fact]
    public async Task State_ThatBecomesWorse_IsOneAlertOfTheWorseSeverity()
    {
        var mild = await alerts.RaiseAsync(Lasting() with { Severity = AlertSeverity.P2 });
        var worse = await alerts.RaiseAsync(Lasting() with { Severity = AlertSeverity.P1 });
        Assert.Equal(worse.Id, (await alerts.RaiseAsync(Lasting() with { Severity = AlertSeverity.P2 })).Id);

        Assert.Equal(("resolved", "it became P1"), ((await alerts.FindAsync(mild.Id))!.State, (await alerts.FindAsync(mild.Id))!.Reason));
        Assert.Equal([mild.Id + "-raised-1", worse.Id + "-raised-1"], (await DueAsync()).Order());
        await alerts.EndAsync("state", "over");
        Assert.DoesNotContain(await alerts.ListAsync().ToListAsync(), alert => alert.State == "open");
    }

    [Fact]
    public async Task States_ThatAreOver_EndTogetherAlsoWhereTheirAlertsWereForgotten()
    {
        await alerts.RaiseAsync(Lasting() with { About = "check-a" });
        var still = await alerts.RaiseAsync(Lasting() with { About = "check-b" });
        await alerts.EndOthersAsync("check-", about => about == "check-b", "over", default);
        Assert.Equal([still.Id], await alerts.ListAsync().Where(alert => alert.State == "open").Select(alert => alert.Id).ToListAsync());

        time.Now += TimeSpan.FromDays(40);
        await alerts.ForgetAsync(time.Now - TimeSpan.FromDays(1), _ => Task.CompletedTask, default);
        await alerts.EndOthersAsync("check-", about => about == "check-b", "over", default);

        Assert.Equal(
            ["about-check-b"], await store.ListAsync("alerts", "about-", null, default).Select(item => item.Key.Id).ToListAsync());
    }

    [Fact]
    public async Task State_ThatComesAndGoesWithinTheWindow_IsToldOfOnceAndThenWhenItStays()
    {
        var first = await alerts.RaiseAsync(Lasting());
        for (var flap = 0; flap < 5; flap++)
        {
            time.Now += TimeSpan.FromMinutes(5);
            await alerts.EndAsync("state", "over");
            time.Now += TimeSpan.FromMinutes(5);
            Assert.Equal(first.Id, (await alerts.RaiseAsync(Lasting())).Id);
        }
        Assert.Equal([first.Id + "-raised-1", first.Id + "-resolved-1"], await DueAsync());

        time.Now += TimeSpan.FromMinutes(30);
        var stays = await alerts.RaiseAsync(Lasting());

        Assert.Equal((6, 2, false), (stays.Occurrences, stays.Told, stays.Silent));
        Assert.Contains(first.Id + "-raised-2", await DueAsync());
    }

    [Fact]
    public async Task Alert_ThatNobodyIsToldOf_IsNotDue()
    {
        var note = await alerts.RaiseAsync(Of("a", AlertSeverity.P3));

        Assert.Equal(("noted", 0), (note.State, note.Told));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task Answers_OfPeople_AreRecordedOnceEach()
    {
        var alert = await alerts.RaiseAsync(Of("a"));

        Assert.Equal("acknowledged", (await alerts.AcknowledgeAsync(alert.Id, "mine")).State);
        await alerts.AcknowledgeAsync(alert.Id, "mine too");
        Assert.Equal("resolved", (await alerts.ResolveAsync(alert.Id, "mended")).State);
        await alerts.ResolveAsync(alert.Id, "mended");

        var kinds = new List<string>();
        await foreach (var record in audit.ListAsync())
            kinds.Add(record.Kind);
        Assert.Equal(["alert", "alert-acknowledged", "alert-resolved"], kinds);
        var refused = await Assert.ThrowsAsync<DomainException>(() => alerts.AcknowledgeAsync(alert.Id, "late"));
        Assert.Equal(AlertCodes.AlreadyResolved, refused.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("20240115000500000-00000000")]
    [InlineData("../../etc/passwd")]
    public async Task Answer_ToNoAlert_IsRefused(string id) => Assert.Equal(
        AlertCodes.Missing, (await Assert.ThrowsAsync<DomainException>(() => alerts.ResolveAsync(id, "x"))).Code);

    [Fact]
    public async Task List_OfAlerts_IsNewestFirstAndPages()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (await alerts.RaiseAsync(Of($"k{i}") with { About = $"thing {i}" })).Id);
            time.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(ids, await alerts.ListAsync().Select(alert => alert.Id).ToListAsync());
        Assert.Equal(ids[2..], await alerts.ListAsync(ids[1]).Select(alert => alert.Id).ToListAsync());
    }

    [Fact]
    public async Task Subject_OfAnyCharacters_IsTaken()
    {
        var alert = await alerts.RaiseAsync(Of("k/e#y?" + new string('x', 400)) with { Subject = "a/b\\c#d?e\n😀" + new string('y', 400) });

        Assert.Equal(alert.Id, (await alerts.RaiseAsync(Of("other") with { Subject = alert.Subject })).Id);
    }

    [Fact]
    public async Task Alerts_OlderThanTheirRetention_AreForgottenWithTheirKeysUnlessSomebodyHasToLook()
    {
        var open = await alerts.RaiseAsync(Of("open") with { About = "open" });
        await alerts.RaiseAsync(Of("note", AlertSeverity.P3) with { About = "note" });
        var over = await alerts.RaiseAsync(Of("over") with { About = "over" });
        await alerts.ResolveAsync(over.Id, "mended");
        time.Now += TimeSpan.FromDays(10);
        var young = await alerts.RaiseAsync(Of("young", AlertSeverity.P3) with { About = "young" });

        var forgotten = new List<string>();

        await alerts.ForgetAsync(time.Now - TimeSpan.FromDays(5), id => Task.Run(() => forgotten.Add(id)), default);

        Assert.Equal([young.Id, open.Id], await alerts.ListAsync().Select(alert => alert.Id).ToListAsync());
        var keys = await store.ListAsync("alerts", "key-", null, default).Select(item => item.Key.Id).ToListAsync();
        Assert.Equal(["key-young"], keys);
        Assert.Contains(over.Id, forgotten);
        Assert.Equal(2, forgotten.Count);
        Assert.Single(await store.ListAsync("alerts", "kept-", null, default).ToListAsync());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Alert_WhoseStepDiesAtAWrite_IsThereOnceWhenTheStepRanAgain(int write, bool written)
    {
        var dying = new DyingStore(store, write, written);
        using (var first = new AuditRepository(dying, time))
            await Assert.ThrowsAsync<IOException>(() => new AlertRepository(dying, first, time, told).RaiseAsync(Of("a")));

        var again = await alerts.RaiseAsync(Of("a"));

        Assert.Equal(again, Assert.Single(await alerts.ListAsync().ToListAsync()));
        Assert.Equal((1, 1L), (again.Occurrences, await audit.CountAsync()));
        Assert.Single(await DueAsync());
    }

    [Fact]
    public async Task Alert_RaisedByManyAtOnce_CountsThemAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => alerts.RaiseAsync(Of($"k{i}")))));

        Assert.Equal(20, Assert.Single(await alerts.ListAsync().ToListAsync()).Occurrences);
        Assert.Single(await DueAsync());
    }

    static Alert Of(string key, AlertSeverity severity = AlertSeverity.P1) => new(key, severity, "ORC-ALERT-005", "thing", "happened");

    static Alert Lasting() => Of("state") with { About = "state", Lasts = true };

    async Task<List<string>> DueAsync() => [.. (await alerts.DueAsync(null, 100, default)).Select(due => due.Name)];
}
