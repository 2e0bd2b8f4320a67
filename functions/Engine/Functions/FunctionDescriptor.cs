using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Orchestrations.Engine.Functions;

/// <summary>One [Function] method: what starts it and how it is called. Checked when it is found, immutable afterwards.</summary>
public sealed class FunctionDescriptor : FunctionDefinition
{
    internal FunctionDescriptor(
        string name, MethodInfo method, TriggerKind trigger, TriggerBindingAttribute attribute, ParameterInfo triggerParameter)
    {
        Name = name;
        Method = method;
        Trigger = trigger;
        Attribute = attribute;
        TriggerParameter = triggerParameter;
        Retry = RetryRule.Of(method);
        Output = method.GetCustomAttribute<ServiceBusOutputAttribute>(inherit: false);
    }

    /// <inheritdoc/>
    public override string PathToAssembly => Method.Module.FullyQualifiedName;

    /// <inheritdoc/>
    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    /// <summary>The same as the name: names are unique in a host.</summary>
    public override string Id => Name;

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>What starts it.</summary>
    public TriggerKind Trigger { get; }

    /// <summary>The method behind it.</summary>
    public MethodInfo Method { get; }

    internal TriggerBindingAttribute Attribute { get; }

    internal ParameterInfo TriggerParameter { get; }

    /// <summary>How often to repeat it, or null.</summary>
    internal RetryRule? Retry { get; }

    /// <summary>Where its result is sent, or null.</summary>
    internal ServiceBusOutputAttribute? Output { get; }

    /// <summary>How to call it. Set once by discovery, which checks every parameter first.</summary>
    internal FunctionMethod Body { get; set; } = null!;

    /// <summary>The type of the parameter that takes an HTTP body, or null.</summary>
    internal Type? BodyType { get; set; }

    /// <summary>Where a person finds it in the code, for errors.</summary>
    internal string Described => $"{Name} ({EntryPoint})";
}
