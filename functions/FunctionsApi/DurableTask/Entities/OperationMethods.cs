using System.Collections.Concurrent;
using System.Reflection;

namespace Microsoft.DurableTask.Entities;

// An operation is a public method of its name, without regard to case, that takes at most one input, and perhaps the context
// or the operation itself.
static class OperationMethods
{
    static readonly ConcurrentDictionary<Type, ILookup<string, MethodInfo>> known = new();

    // False when the target has no such method.
    public static bool TryCall(object target, TaskEntityOperation operation, out ValueTask<object?> running)
    {
        var methods = known.GetOrAdd(target.GetType(), MethodsOf)[operation.Name].ToList();
        if (methods.Count > 1)
            throw new AmbiguousMatchException($"{target.GetType()} has {methods.Count} public methods for the operation '{operation.Name}'.");
        if (methods.Count == 0)
        {
            running = default;
            return false;
        }

        var method = methods[0];
        var arguments = Arguments(method, operation);
        running = Unwrap(method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null), method.ReturnType);
        return true;
    }

    static ILookup<string, MethodInfo> MethodsOf(Type type)
        => type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => !method.IsSpecialName && !method.IsGenericMethodDefinition && !IsOfTheFramework(method))
            .ToLookup(method => method.Name, StringComparer.OrdinalIgnoreCase);

    static bool IsOfTheFramework(MethodInfo method)
        => method.GetBaseDefinition().DeclaringType is var type
            && (type == typeof(object) || (type!.IsGenericType && type.GetGenericTypeDefinition() == typeof(TaskEntity<>)));

    static object?[] Arguments(MethodInfo method, TaskEntityOperation operation)
    {
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        ParameterInfo? input = null;
        foreach (var parameter in parameters)
        {
            var type = parameter.ParameterType;
            if (type == typeof(TaskEntityContext))
            {
                arguments[parameter.Position] = operation.Context;
            }
            else if (type == typeof(TaskEntityOperation))
            {
                arguments[parameter.Position] = operation;
            }
            else if (input is not null)
            {
                throw new InvalidOperationException(
                    $"The method for the operation '{operation.Name}' takes '{input.Name}' and '{parameter.Name}'; an operation has one input.");
            }
            else
            {
                input = parameter;
                arguments[parameter.Position] = operation.HasInput ? operation.GetInput(type)
                    : parameter.HasDefaultValue ? parameter.DefaultValue
                    : throw new InvalidOperationException($"The operation '{operation.Name}' needs an input, '{parameter.Name}', and got none.");
            }
        }

        return arguments;
    }

    static async ValueTask<object?> Unwrap(object? returned, Type type)
    {
        if (returned is ValueTask done)
        {
            await done;
            return null;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            var asTask = type.GetMethod(nameof(ValueTask<int>.AsTask))!;
            return await Unwrap(asTask.Invoke(returned, null), asTask.ReturnType);
        }

        if (returned is not Task task)
            return returned;
        await task;
        return type.IsGenericType ? type.GetProperty(nameof(Task<int>.Result))!.GetValue(task) : null;
    }
}
