using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.Engine.Functions;

/// <summary>
/// One call of a function, and the <see cref="FunctionContext"/> it may ask for. Everything costly is made only when it is
/// read, for most activities never look at it.
/// </summary>
sealed class FunctionInvocation(
    FunctionDescriptor function,
    long number,
    IServiceProvider services,
    object? trigger,
    object? input,
    CancellationToken cancellation,
    InvocationRetry? retry = null) : FunctionContext
{
    /// <summary>The key under which <see cref="FunctionContextExtensions.GetHttpContext"/> looks for the request.</summary>
    const string HttpContextKey = "HttpRequestContext";

    IDictionary<object, object>? items;
    BindingContext? bindings;

    /// <summary>What the trigger brings: a TimerInfo, an HttpContext, a durable task's context, messages; null by hand.</summary>
    public object? Trigger { get; } = trigger;

    /// <summary>The typed input of a durable task, a request's body, or the text of a message given by hand.</summary>
    public object? Input { get; } = input;

    /// <summary>The HTTP request's context; only for HTTP functions.</summary>
    public HttpContext Http => (HttpContext)Trigger!;

    // A Guid in form, since callers may parse it as one, and a plain number in value: the same run gives the same ids.
    public override string InvocationId
        => string.Create(
            CultureInfo.InvariantCulture,
            $"00000000-0000-0000-{number >> 48 & 0xFFFF:x4}-{number & 0xFFFFFFFFFFFF:x12}");

    public override string FunctionId => function.Id;

    public override TraceContext TraceContext { get; } = InvocationTrace.Shared;

    public override BindingContext BindingContext => bindings ??= new InvocationBindings(Trigger);

    public override RetryContext RetryContext { get; } = retry ?? InvocationRetry.None;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items
    {
        get => items ??= NewItems();
        set => items = value;
    }

    public override CancellationToken CancellationToken { get; } = cancellation;

    Dictionary<object, object> NewItems()
        => Trigger is HttpContext http ? new Dictionary<object, object> { [HttpContextKey] = http } : [];
}
