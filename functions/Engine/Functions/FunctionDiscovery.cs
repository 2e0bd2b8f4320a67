using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;

namespace Orchestrations.Engine.Functions;

/// <summary>Turns [Function] methods into descriptors, and refuses those that could not be called.</summary>
static class FunctionDiscovery
{
    const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    const int LongestName = 128;

    public static IEnumerable<FunctionDescriptor> In(Type type)
    {
        // Closures and state machines hold no functions; skipping them halves the scan.
        if (!type.IsClass || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            yield break;
        foreach (var method in type.GetMethods(Declared))
            if (method.GetCustomAttribute<FunctionAttribute>(inherit: false) is { } marked)
                yield return Describe(marked.Name, method);
    }

    static FunctionDescriptor Describe(string name, MethodInfo method)
    {
        ThrowIfNotNamed(name, method);
        ThrowIfNotCallable(name, method);
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(trigger => trigger.Attribute is not null)
            .ToList();
        if (triggers.Count != 1)
            throw new HostException(
                HostErrors.NotOneTrigger,
                $"Function {name} ({At(method)}) has {(triggers.Count == 0 ? "no trigger" : $"{triggers.Count} triggers")}. "
                + "Mark exactly one parameter with a trigger such as [HttpTrigger] or [TimerTrigger].");

        var (parameter, attribute) = triggers[0];
        var function = new FunctionDescriptor(name, method, KindOf(name, method, attribute!), attribute!, parameter);
        if (function.Trigger is TriggerKind.Http)
            HttpRoute.ThrowIfMalformed(function);
        function.Body = new FunctionMethod(method, ParameterBinding.For(function));
        ThrowIfNothingToSend(function);
        return function;
    }

    static void ThrowIfNothingToSend(FunctionDescriptor function)
    {
        var why = function switch
        {
            _ when SendsByProperty(function.Body.ResultType) =>
                "the attribute is on a property of what it returns; put it on the method, and return the message",
            { Output: null } => null,
            { Trigger: not (TriggerKind.ServiceBus or TriggerKind.Timer) } =>
                "only functions started by a timer or a message may send what they return; send in an activity instead",
            { Body.ResultType: var type } when type == typeof(void) => "it returns nothing; return the message, or an array of messages",
            _ => null,
        };
        if (why is not null)
            throw new HostException(BusErrors.BadOutput, $"Function {function.Described} cannot have [ServiceBusOutput]: {why}.");
    }

    static bool SendsByProperty(Type type)
        => type.GetProperties().Any(property => property.IsDefined(typeof(ServiceBusOutputAttribute), inherit: true));

    static TriggerKind KindOf(string name, MethodInfo method, TriggerBindingAttribute attribute)
        => attribute switch
        {
            HttpTriggerAttribute => TriggerKind.Http,
            TimerTriggerAttribute => TriggerKind.Timer,
            ServiceBusTriggerAttribute => TriggerKind.ServiceBus,
            OrchestrationTriggerAttribute => TriggerKind.Orchestration,
            ActivityTriggerAttribute => TriggerKind.Activity,
            EntityTriggerAttribute => TriggerKind.Entity,
            _ => throw new HostException(
                HostErrors.UnsupportedParameter,
                $"Function {name} ({At(method)}) is started by {attribute.GetType().Name}, which this host does not have. "
                + "It has HTTP, timer, Service Bus, orchestration, activity and entity triggers."),
        };

    static void ThrowIfNotNamed(string name, MethodInfo method)
    {
        if (name is { Length: >= 1 and <= LongestName } && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            return;
        throw new HostException(
            HostErrors.BadFunctionName,
            $"'{name}' ({At(method)}) is no function name. Start with a letter, go on with letters, digits, - and _, "
            + $"{LongestName} characters at most.");
    }

    static void ThrowIfNotCallable(string name, MethodInfo method)
    {
        var type = method.DeclaringType!;
        var why = method switch
        {
            { IsPublic: false } => "is not public",
            { IsGenericMethodDefinition: true } => "is generic",
            { IsStatic: false } when type.IsAbstract => "belongs to an abstract class",
            _ when type.ContainsGenericParameters => "belongs to a generic class",
            _ when method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef) => "has a ref or out parameter",
            _ when method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)) =>
                "is async void, so its end and its errors would be lost",
            _ => null,
        };
        if (why is not null)
            throw new HostException(
                HostErrors.NotCallable,
                $"Function {name} ({At(method)}) {why}. Make it a public method of a plain class that returns a task or value.");
    }

    static string At(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
