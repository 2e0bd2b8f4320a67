using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.DurableTask.Entities;

namespace Orchestrations.Engine.Tests.Entities;

/// <summary>Which method an operation is, what it gets, and what its object is worth.</summary>
public class OperationMethodTests
{
    [Theory]
    [InlineData("nothing", null, "")]
    [InlineData("NOTHING", null, "")]
    [InlineData("later", null, "")]
    [InlineData("valueLater", null, "")]
    [InlineData("number", 4, "5")]
    [InlineData("numberLater", 4, "5")]
    [InlineData("numberValue", 4, "5")]
    [InlineData("inherited", null, "base")]
    [InlineData("everything", 7, "@odd@o 7 everything")]
    [InlineData("ofTheState", 3, "state 3")]
    public async Task Operation_OfAnyShape_GivesItsResult(string operation, int? input, string expected) =>
        Assert.Equal(expected, await Call(operation, input));

    [Theory]
    [InlineData("overloaded", 1, typeof(AmbiguousMatchException), "2 public methods")]
    [InlineData("two", 1, typeof(InvalidOperationException), "an operation has one input")]
    [InlineData("number", null, typeof(InvalidOperationException), "needs an input, 'x'")]
    [InlineData("hidden", null, typeof(NotSupportedException), "'hidden'")]
    [InlineData("RunAsync", null, typeof(NotSupportedException), "'RunAsync'")]
    [InlineData("ToString", null, typeof(NotSupportedException), "'ToString'")]
    [InlineData("GetHashCode", null, typeof(NotSupportedException), "'GetHashCode'")]
    [InlineData("get_Mark", null, typeof(NotSupportedException), "'get_Mark'")]
    [InlineData("generic", null, typeof(NotSupportedException), "'generic'")]
    public async Task Operation_ThatIsNone_FailsAndSaysWhy(string operation, int? input, Type type, string reason)
    {
        var failed = await Assert.ThrowsAsync<EntityOperationFailedException>(() => Call(operation, input));
        Assert.True(failed.FailureDetails.IsCausedBy(type), failed.FailureDetails.ErrorType);
        Assert.Contains(reason, failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_AtTheBeginning_IsWhatTheEntityMakesIt()
    {
        Assert.Equal("made for getmark", await Call("getmark", null));
        Assert.Equal("0", await Call("get", null, "plain"));
        Assert.Equal("1", await Call("own", null, "plain"));
    }

    [Fact]
    public async Task Delete_WithAMethodOfItsOwn_DoesWhatThatSays() => Assert.Equal("kept", await Call("delete", null, "keeper"));

    static async Task<string> Call(string operation, int? input, string entity = "odd")
    {
        var result = "";
        EntityOperationFailedException? failure = null;
        await EngineUnderTest.On(
            Head.Virtual,
            tasks => tasks
                .AddEntity<Odd>("odd")
                .AddEntity<Plain>("plain")
                .AddEntity("keeper", new Keeper())
                .AddOrchestratorFunc<string>("main", async context =>
                {
                    try
                    {
                        return $"{await context.Entities.CallEntityAsync<object>(new EntityInstanceId(entity, "o"), operation, input)}";
                    }
                    catch (EntityOperationFailedException failed)
                    {
                        failure = failed;
                        return "";
                    }
                }),
            async engine => result = await engine.Result<string>("main"));
        return failure is null ? result : throw failure;
    }

    abstract class Base : TaskEntity<Odd.Content>
    {
        public string Inherited() => "base";
    }

    [SuppressMessage("Performance", "CA1822", Justification = "Operations are methods of an object.")]
    sealed class Odd : Base
    {
        public string Mark => State.Mark;

        protected override bool AllowStateDispatch => true;

        public void Nothing()
        {
        }

        public async Task Later() => await Task.Yield();

        public async ValueTask ValueLater() => await Task.Yield();

        public int Number(int x) => x + 1;

        public async Task<int> NumberLater(int x)
        {
            await Task.Yield();
            return x + 1;
        }

        public ValueTask<int> NumberValue(int x) => new(x + 1);

        public string Everything(TaskEntityContext context, int x, TaskEntityOperation operation) => $"{context.Id} {x} {operation.Name}";

        public int Overloaded(int x) => x;

        public string Overloaded(string x) => x;

        public int Two(int x, int y) => x + y;

        public T? Generic<T>() => default;

        protected override Content InitializeState(TaskEntityOperation entityOperation) => new($"made for {entityOperation.Name}");

        internal void Hidden()
        {
        }

        internal sealed record Content(string Mark)
        {
            public string OfTheState(int x) => $"state {x}";

            public string GetMark() => Mark;
        }
    }

    sealed class Plain : TaskEntity<int>
    {
        public int Get() => State;

        public int Own() => ++State;
    }

    sealed class Keeper : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) =>
            new(operation.Name == "delete" && !operation.HasInput && !operation.State.HasState ? "kept" : "?");
    }
}
