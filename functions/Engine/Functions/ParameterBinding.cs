using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus.Listening;

namespace Orchestrations.Engine.Functions;

/// <summary>Chooses a binder for each parameter of a function, and refuses parameters that nothing can fill.</summary>
static class ParameterBinding
{
    public static ParameterBinder[] For(FunctionDescriptor function)
    {
        var parameters = function.Method.GetParameters();
        var binders = new ParameterBinder[parameters.Length];
        var hasInput = false;
        for (var at = 0; at < binders.Length; at++)
            binders[at] = Trigger(function, parameters[at])
                ?? Common(function, parameters[at])
                ?? Own(function, parameters[at], ref hasInput)
                ?? throw Unsupported(function, parameters[at], RemedyFor(function.Trigger));
        return binders;
    }

    /// <summary>The parameter that carries a durable task's input, or null when it takes none.</summary>
    public static ParameterInfo? InputOf(FunctionDescriptor function)
        => function.Trigger switch
        {
            TriggerKind.Activity =>
                function.TriggerParameter.ParameterType == typeof(TaskActivityContext) ? null : function.TriggerParameter,
            TriggerKind.Orchestration => function.Method.GetParameters().FirstOrDefault(IsPlain),
            _ => null,
        };

    static ParameterBinder? Trigger(FunctionDescriptor function, ParameterInfo parameter)
    {
        // By place: two hosts that start at once may be given two objects for one parameter.
        if (parameter.Position != function.TriggerParameter.Position)
            return null;
        var type = parameter.ParameterType;
        return function.Trigger switch
        {
            TriggerKind.Http when type == typeof(HttpRequest) => static invocation => invocation.Http.Request,
            TriggerKind.Http =>
                throw Unsupported(function, parameter, "An HTTP trigger brings an HttpRequest; take the body as [FromBody]."),
            TriggerKind.Timer when type == typeof(TimerInfo) => static invocation => invocation.Trigger,
            TriggerKind.Timer => throw Unsupported(function, parameter, "A timer trigger brings a TimerInfo."),
            TriggerKind.Orchestration when type == typeof(TaskOrchestrationContext) => static invocation => invocation.Trigger,
            TriggerKind.Orchestration =>
                throw Unsupported(function, parameter, "An orchestration trigger brings a TaskOrchestrationContext."),
            TriggerKind.Activity when type == typeof(TaskActivityContext) => static invocation => invocation.Trigger,
            TriggerKind.Activity => Input(type),
            TriggerKind.Entity when type == typeof(TaskEntityDispatcher) => static invocation => invocation.Trigger,
            TriggerKind.Entity => throw Unsupported(function, parameter, "An entity trigger brings a TaskEntityDispatcher."),
            TriggerKind.ServiceBus => MessageBody.BinderFor(function, parameter)
                ?? throw Unsupported(function, parameter, "A batch is an array, such as string[]."),
            _ => null,
        };
    }

    static ParameterBinder? Common(FunctionDescriptor function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext))
            return static invocation => invocation;

        // An orchestrator gets nothing that would differ between a run and its replay.
        if (function.Trigger is TriggerKind.Orchestration)
            return null;
        if (type == typeof(CancellationToken))
            return static invocation => invocation.CancellationToken;
        if (!parameter.IsDefined(typeof(DurableClientAttribute), inherit: false))
            return null;
        return type == typeof(DurableTaskClient)
            ? static invocation => invocation.InstanceServices.GetRequiredService<DurableTaskClient>()
            : throw Unsupported(function, parameter, "[DurableClient] brings a DurableTaskClient.");
    }

    static ParameterBinder? Own(FunctionDescriptor function, ParameterInfo parameter, ref bool hasInput)
    {
        var type = parameter.ParameterType;
        switch (function.Trigger)
        {
            case TriggerKind.Activity when type == typeof(TaskActivityContext):
                return static invocation => invocation.Trigger;

            case TriggerKind.Orchestration when IsPlain(parameter):
                if (hasInput)
                    throw Unsupported(function, parameter, "An orchestrator has one input; put several values into one record.");
                hasInput = true;
                return Input(type);

            case TriggerKind.Http when parameter.IsDefined(typeof(FromBodyAttribute), inherit: true):
                if (function.BodyType is not null)
                    throw Unsupported(function, parameter, "A request has one body; read it into one record.");
                function.BodyType = type;
                return static invocation => invocation.Input;

            case TriggerKind.Http
                when HttpRoute.ParametersOf(function).Contains(parameter.Name, StringComparer.OrdinalIgnoreCase):
                return RouteValue.BinderFor(parameter);

            default:
                return null;
        }
    }

    static bool IsPlain(ParameterInfo parameter)
        => parameter.ParameterType != typeof(TaskOrchestrationContext)
            && parameter.ParameterType != typeof(FunctionContext)
            && parameter.ParameterType != typeof(CancellationToken)
            && !parameter.IsDefined(typeof(DurableClientAttribute), inherit: false);

    // Without input a value type gets its default, as the durable task base classes do it.
    static ParameterBinder Input(Type type)
    {
        if (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)
            return static invocation => invocation.Input;
        var absent = RuntimeHelpers.GetUninitializedObject(type);
        return invocation => invocation.Input ?? absent;
    }

    static string RemedyFor(TriggerKind trigger)
        => trigger switch
        {
            TriggerKind.Http => "Beside the HttpRequest it may take route values, one [FromBody] value, "
                + "[DurableClient] DurableTaskClient, FunctionContext and CancellationToken; read all else from the request.",
            TriggerKind.Orchestration => "Beside the TaskOrchestrationContext it may take one input and FunctionContext; "
                + "everything else belongs into activities.",
            TriggerKind.Activity => "Beside its input it may take TaskActivityContext, "
                + "[DurableClient] DurableTaskClient, FunctionContext and CancellationToken; take services in the constructor.",
            _ => "Beside the trigger it may take [DurableClient] DurableTaskClient, FunctionContext and CancellationToken; "
                + "take services in the constructor.",
        };

    public static HostException Unsupported(FunctionDescriptor function, ParameterInfo parameter, string remedy)
        => new(
            HostErrors.UnsupportedParameter,
            $"Nothing can fill the parameter '{parameter.Name}' ({parameter.ParameterType.Name}) "
            + $"of function {function.Described}. {remedy}");
}
