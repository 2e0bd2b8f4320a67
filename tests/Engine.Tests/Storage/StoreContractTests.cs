using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Entities;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Tests.Storage;

/// <summary>What every store must do. Each fact runs on the memory store and on SQLite, there over a restart as well.</summary>
public abstract partial class StoreContractTests : IDisposable
{
    static readonly DateTime Noon = new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc).AddTicks(1234567);

    IDurableStore? store;

    private protected IDurableStore Store => store ??= Open();

    [Fact]
    public void Record_WithEveryMember_IsReadBackWhole()
    {
        var failure = new TaskFailureDetails("T", "m", "at x", new TaskFailureDetails("U", "", null, null, null), new Dictionary<string, object?>
        {
            ["text"] = "ü", ["number"] = 7L, ["flag"] = true, ["nothing"] = null,
        });
        var record = Record(1, "one") with
        {
            Version = "1.2",
            Status = OrchestrationRuntimeStatus.Failed,
            CompletedAt = Noon.AddDays(1),
            StartAt = Noon.AddDays(-1),
            Parent = new ParentLink("parent", "p", "e", 3),
            Tags = new Dictionary<string, string> { ["ключ"] = "\"'" },
            Input = """{"a":[1,2,"ü"]}""",
            Output = "null",
            CustomStatus = "\"s\"",
            Failure = failure,
            RewoundFrom = "e0 e00",
        };
        Write(
            t => t.Insert(Record(1, "one") with { Parent = record.Parent, Tags = record.Tags }),
            t => t.Append(1, Batch(false)),
            t => t.Update(record));
        ReopenAndCheck(() =>
        {
            var read = Store.Find("one")!;
            Assert.Equal(record with { Tags = null, Failure = null }, read with { Tags = null, Failure = null });
            Assert.Equal(record.Tags, read.Tags);
            Assert.Equal(failure.Properties, read.Failure!.Properties);
            Assert.Equal(failure with { Properties = null }, read.Failure with { Properties = null });
            Assert.Equal(DateTimeKind.Utc, read.CreatedAt.Kind);
        });
    }

    [Fact]
    public void History_WithEveryKindOfEvent_IsReadBackWhole()
    {
        var failure = new TaskFailureDetails("T", "m\n", null, new TaskFailureDetails("U", "v", "s", null, null), null);
        HistoryEvent[] events =
        [
            new ExecutionStarted(Noon, "n", "e", "{}", "1", new ParentLink("p", "i", "x", 2), new Dictionary<string, string> { ["a"] = "b" }),
            new ExecutionStarted(Noon, "n", "e", null, "", null, null),
            new OrchestratorStarted(Noon), new TaskScheduled(Noon, 0, "a", "[1]"), new TaskScheduled(Noon, 1, "a", null),
            new TaskCompleted(Noon, 0, "\"r\""), new TaskCompleted(Noon, 1, null), new TaskFailed(Noon, 2, failure),
            new SubOrchestrationCreated(Noon, 3, "c", "kid", "1"), new SubOrchestrationCompleted(Noon, 3, "2"),
            new SubOrchestrationFailed(Noon, 4, failure), new TimerCreated(Noon, 5, DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)),
            new TimerFired(Noon, 5, Noon.AddTicks(1)), new EventSent(Noon, 6, "to", "ev", "null"), new EventRaised(Noon, "Ёvent \"x\"", "true"),
            new ExecutionSuspended(Noon, "why"), new ExecutionSuspended(Noon, null), new ExecutionResumed(Noon, "on"),
            new ExecutionRewound(Noon, "again"), new ExecutionRewound(Noon, null),
            new EntityOperationSignaled(Noon, 7, "@a@b", "op", "1", Noon.AddDays(1)), new EntityOperationSignaled(Noon, 7, "@a@b", "op", null, null),
            new EntityOperationCalled(Noon, 8, "@a@b", "op", "{}"), new EntityOperationCompleted(Noon, 8, "2"),
            new EntityOperationFailed(Noon, 8, failure), new EntityLockRequested(Noon, 9, ["@a@b", "@c@d"]), new EntityLockGranted(Noon, 9),
            new EntityUnlockSent(Noon, 10, 9),
            new ExecutionTerminated(Noon, "1", true), new ExecutionTerminated(Noon, null, false),
            new ExecutionCompleted(Noon, OrchestrationRuntimeStatus.Completed, "9", null),
            new ExecutionCompleted(Noon, OrchestrationRuntimeStatus.Failed, null, failure),
        ];
        var kinds = typeof(HistoryEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HistoryEvent)));
        Assert.Empty(kinds.Except(events.Select(happened => happened.GetType())));

        Write(
            t => t.Insert(Record(1, "one")),
            t => t.Append(1, new HistoryBatch(events[..7], false)),
            t => t.Append(1, new HistoryBatch(events[7..], true)));
        Write(events.Select((happened, i) => (Action<IDurableTransaction>)(t => t.AddMessage(100 + i, 1, happened))).ToArray());
        ReopenAndCheck(() =>
        {
            Assert.Equal(events.Select(StoreDump.Text), Store.ReadHistory(1).Select(StoreDump.Text));
            Assert.Equal(events.Select(StoreDump.Text), Store.Recover().Messages.Select(message => StoreDump.Text(message.Message)));
        });
    }

    [Fact]
    public void Write_WithOneCommitThatThrows_AppliesNoneOfThem()
    {
        Fill();
        var before = StoreDump.Of(Store);
        Assert.Throws<InvalidOperationException>(() => Write(
            t => t.Insert(Record(9, "nine")),
            t => t.Append(9, Batch(true)),
            t => t.Update(Record(1, "one") with { Status = OrchestrationRuntimeStatus.Running, Output = "1" }),
            t => t.Append(1, Batch(true)),
            t => t.AddMessage(90, 1, new EventRaised(Noon, "e", null)),
            t => t.DeleteMessage(10),
            t => t.AddTimer(1, 5, Noon),
            t => t.DeleteTimer(1, 0),
            t => t.DeleteHistory(2),
            t => t.Append(2, Batch(false)),
            t => t.DeleteTimersAndMessages(2),
            t => t.Delete(3),
            t => t.Insert(Record(10, "three")),
            t => t.SetHostState("s0", "changed"),
            t => t.SetHostState("s4", "new"),
            _ => throw new InvalidOperationException("the last one is broken")));
        Assert.Equal(before, StoreDump.Of(Store));
        ReopenAndCheck(() => Assert.Equal(before, StoreDump.Of(Store)));
    }

    [Fact]
    public void Insert_OfATakenIdOrKey_IsRefused()
    {
        Fill();
        var before = StoreDump.Of(Store);
        Assert.ThrowsAny<Exception>(() => Write(t => t.Insert(Record(50, "one"))));
        Assert.ThrowsAny<Exception>(() => Write(t => t.Insert(Record(1, "fresh"))));
        Assert.ThrowsAny<Exception>(() => Write(t => t.AddTimer(1, 0, Noon)));
        Assert.ThrowsAny<Exception>(() => Write(t => t.AddMessage(10, 1, new EventRaised(Noon, "e", null))));
        Assert.Equal(before, StoreDump.Of(Store));
    }

    [Fact]
    public void Entities_WithTheirMessages_AreReadBackWhole()
    {
        var owner = new EntityCaller("i", "e", 3);
        StoredEntityMessage[] messages =
        [
            new(7, "@a@1", new EntityMessage.Signal("op", null), null),
            new(6, "@a@3", new EntityMessage.Signal("op", """{"a":"ü"}""") { Trace = new TraceLink("00-a", "b=c") }, null),
            new(8, "@a@1", new EntityMessage.Signal("op", null), Noon.AddDays(1)),
            new(9, "@a@2", new EntityMessage.Call(owner, "op", "1"), null),
            new(10, "@a@2", new EntityMessage.AcquireLock(owner, ["@a@1", "@a@2"], 1), null),
            new(11, "@b@1", new EntityMessage.ReleaseLock(owner), null),
        ];
        Assert.Empty(typeof(EntityMessage).GetNestedTypes().Except(messages.Select(message => message.Message.GetType())));
        Write([.. messages.Select(message => (Action<IDurableTransaction>)(t => t.Entities.AddMessage(message)))]);
        Write(
            t => t.Entities.Put(new EntityRecord("@a@1", "1", null, Noon)),
            t => t.Entities.Put(new EntityRecord("@a@1", "2", owner, Noon.AddHours(1))),
            t => t.Entities.Put(new EntityRecord("@a@2", null, owner, Noon)),
            t => t.Entities.Put(new EntityRecord("@b@1", "[]", owner with { ExecutionId = "other" }, Noon)),
            t => t.Entities.Put(new EntityRecord("@b@2", "3", null, Noon)),
            t => t.Entities.Delete("@b@2"),
            t => t.Entities.DeleteMessage(7),
            t => Assert.Equal(["@a@1", "@a@2"], t.Entities.LockedBy("i", "e").Select(entity => entity.Id)));
        Assert.Throws<InvalidOperationException>(() => Write(
            t => t.Entities.Put(new EntityRecord("@a@1", null, null, Noon)),
            t => t.Entities.Put(new EntityRecord("@c@1", "1", null, Noon)),
            t => t.Entities.Delete("@a@2"),
            t => t.Entities.DeleteMessage(8),
            t => t.Entities.AddMessage(messages[0]),
            _ => throw new InvalidOperationException("the last one is broken")));
        ReopenAndCheck(() =>
        {
            Assert.Equal(new EntityRecord("@a@1", "2", owner, Noon.AddHours(1)), Store.Entities.Find("@a@1"));
            Assert.Null(Store.Entities.Find("@b@2"));
            Assert.Equal((1, 2, 0), (Store.Entities.Backlog("@a@1"), Store.Entities.Backlog("@a@2"), Store.Entities.Backlog("@c@1")));
            Assert.Equal(
                messages[1..].Select(message => (message.Id, message.EntityId, message.Due, JsonSerializer.Serialize<object>(message.Message))),
                Store.Entities.RecoverMessages().Select(message =>
                    (message.Id, message.EntityId, message.Due, JsonSerializer.Serialize<object>(message.Message))));
            Assert.Equal(["@a@1", "@a@2", "@b@1"], Ids(new EntityFilter(WithoutState: true)));
            Assert.Equal(["@a@1", "@b@1"], Ids(new EntityFilter()));
            Assert.Equal(["@a@1"], Ids(new EntityFilter(IdPrefix: "@a")));
            Assert.Equal(["@a@1"], Ids(new EntityFilter(UpdatedFrom: Noon.AddMinutes(1), UpdatedTo: Noon.AddHours(1))));
            Assert.Equal(["@b@1"], Store.Entities.Query(new EntityFilter(), "@a@1", 5).Select(entity => entity.Id));
            Assert.Single(Store.Entities.Query(new EntityFilter(), "", 1));
        });

        IEnumerable<string> Ids(EntityFilter filter) => Store.Entities.Query(filter, "", 10).Select(entity => entity.Id);
    }

    [Fact]
    public void Append_ToAnInstanceThatIsGone_SaysSoAndAddsNothing()
    {
        var appended = new List<bool>();
        Write(
            t => t.Insert(Record(1, "one")),
            t => appended.Add(t.Append(1, Batch(true))),
            t => t.Delete(1),
            t => appended.Add(t.Append(1, Batch(true))));
        Assert.Equal([true, false], appended);
        Assert.Empty(Store.ReadHistory(1));
    }

    [Fact]
    public void Find_InsideATransaction_SeesItsOwnWrites()
    {
        Write(
            t => Assert.Null(t.Find("one")),
            t => t.Insert(Record(1, "one")),
            t => Assert.Equal(1, t.Find("one")!.Key),
            t => t.Update(Record(1, "one") with { ExecutionId = "e2" }),
            t => Assert.Equal("e2", t.Find("one")!.ExecutionId),
            t => Assert.Null(t.Find("ONE")),
            t => t.Delete(1),
            t => t.Insert(Record(2, "one")),
            t => Assert.Equal(2, t.Find("one")!.Key));
        Assert.Equal(2, Store.Find("one")!.Key);
        Assert.Null(Store.Find("One"));
    }

    [Fact]
    public void Delete_OfAnInstance_TakesEverythingOfItAndOfNobodyElse()
    {
        Fill();
        Write(t => t.Delete(1), t => t.Delete(77));
        ReopenAndCheck(() =>
        {
            Assert.Null(Store.Find("one"));
            Assert.Empty(Store.ReadHistory(1));
            var state = Store.Recover();
            Assert.DoesNotContain(state.Timers, timer => timer.Key == 1);
            Assert.DoesNotContain(state.Messages, message => message.Key == 1);
            Assert.Contains(state.Timers, timer => timer.Key == 2);
            Assert.Contains(state.Messages, message => message.Key == 2);
            Assert.NotEmpty(Store.ReadHistory(2));
        });
    }

    [Fact]
    public void Recover_OfAMixedStore_FindsWhatHasNotEnded()
    {
        Fill();
        ReopenAndCheck(() =>
        {
            var state = Store.Recover();
            Assert.Equal([1L, 2L, 4L, 5L], state.Instances.Select(record => record.Key));
            Assert.Equal([2L, 4L], state.ResumeKeys.Order());
            Assert.Equal([(1L, 0, Noon.AddHours(1)), (2L, 3, Noon), (5L, -1, Noon.AddDays(1))], state.Timers.Order());
            Assert.Equal([(1L, 10L), (2L, 11L), (1L, 12L)], state.Messages.Select(message => (message.Key, message.MessageId)));
            Assert.Equal((5L, 12L), (state.LastKey, state.LastMessageId));
            Assert.Equal(Noon.AddMinutes(7), state.Instances[0].UpdatedAt);
        });
    }

    [Fact]
    public void HostState_WrittenTwice_HoldsTheLast()
    {
        Write(t => t.SetHostState("a", "1"), t => t.SetHostState("a", "2"), t => t.SetHostState("A", ""));
        ReopenAndCheck(() => Assert.Equal(("2", "", null), (Store.GetHostState("a"), Store.GetHostState("A"), Store.GetHostState("b"))));
    }

    public void Dispose()
    {
        store?.Dispose();
        Remove();
        GC.SuppressFinalize(this);
    }

    private protected abstract IDurableStore Open();

    /// <summary>Closes the store and opens what it left; memory just stays.</summary>
    private protected virtual IDurableStore Reopen(IDurableStore closed) => closed;

    protected virtual void Remove()
    {
    }

    private protected static InstanceRecord Record(long key, string id) => new()
    {
        Key = key,
        Id = id,
        Name = "name",
        Version = "",
        ExecutionId = $"e{key}",
        Status = OrchestrationRuntimeStatus.Pending,
        CreatedAt = Noon.AddHours(key),
        UpdatedAt = Noon.AddHours(key),
    };

    private protected static HistoryBatch Batch(bool resume, int minutes = 0) =>
        new([new OrchestratorStarted(Noon.AddMinutes(minutes)), new TaskScheduled(Noon.AddDays(9), minutes, "a", null)], resume);

    private protected void Write(params Action<IDurableTransaction>[] writes) =>
        Store.Write(writes.Select(write => new TestCommit(write)).ToList());

    void ReopenAndCheck(Action check)
    {
        check();
        store = Reopen(Store);
        check();
    }

    // One running with a timer and mail, one that must be resumed, one that ended, one that has just been made, one for later.
    void Fill() => Write(
        t => t.Insert(Record(1, "one")),
        t => t.Append(1, Batch(true)),
        t => t.Append(1, Batch(false, 7)),
        t => t.AddTimer(1, 0, Noon.AddHours(1)),
        t => t.AddTimer(1, 1, Noon),
        t => t.DeleteTimer(1, 1),
        t => t.AddMessage(10, 1, new EventRaised(Noon, "e", "1")),
        t => t.Insert(Record(2, "two") with { Parent = new ParentLink("name", "one", "e1", 0), Status = OrchestrationRuntimeStatus.Suspended }),
        t => t.Append(2, Batch(true)),
        t => t.AddTimer(2, 3, Noon),
        t => t.AddMessage(11, 2, new ExecutionSuspended(Noon, null)),
        t => t.AddMessage(12, 1, new EventRaised(Noon, "f", null)),
        t => t.Insert(Record(3, "three")),
        t => t.Append(3, Batch(true)),
        t => t.Update(Record(3, "three") with { Status = OrchestrationRuntimeStatus.Completed, Output = "3" }),
        t => t.Insert(Record(4, "four") with { Parent = new ParentLink("name", "one", "e1", 1), Status = OrchestrationRuntimeStatus.Running }),
        t => t.Append(4, Batch(true)),
        t => t.Insert(Record(5, "five") with { StartAt = Noon.AddDays(1) }),
        t => t.Append(5, Batch(false)),
        t => t.AddTimer(5, -1, Noon.AddDays(1)),
        t => t.SetHostState("s0", "zero"));
}
