using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestrations.Engine.Functions;

/// <summary>Calls one method: makes its instance, fills its parameters, reads its result.</summary>
sealed class FunctionMethod(MethodInfo method, ParameterBinder[] binders)
{
    readonly ResultReader result = ResultReader.For(method.ReturnType);

    // Made at the first call, not at discovery: most functions of an app are not needed to serve its first request.
    MethodInvoker? invoker;
    ObjectFactory? factory;

    /// <summary>What the method gives, without its task; void for nothing.</summary>
    public Type ResultType => result.Type;

    /// <summary>A new instance for one call, or null for a static method.</summary>
    public object? CreateInstance(IServiceProvider services)
    {
        if (method.IsStatic)
            return null;
        factory ??= ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);
        return factory(services, null);
    }

    /// <summary>
    /// Calls it. Errors come in the task, as the function threw them; nothing is awaited that the function did not return.
    /// </summary>
    public Task<object?> Call(object? instance, FunctionInvocation invocation)
    {
        try
        {
            var arguments = binders.Length == 0 ? [] : new object?[binders.Length];
            for (var at = 0; at < arguments.Length; at++)
                arguments[at] = binders[at](invocation);
            invoker ??= MethodInvoker.Create(method);
            return result.Read(invoker.Invoke(instance, arguments.AsSpan()));
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } cause)
        {
            return Task.FromException<object?>(cause);
        }
        catch (Exception failure)
        {
            return Task.FromException<object?>(failure);
        }
    }
}
