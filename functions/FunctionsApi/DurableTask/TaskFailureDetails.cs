using System.Reflection;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask;

public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    // True when the recorded type is the given one or derives from it. Only the outermost failure is asked: see InnerFailure.
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!targetBaseExceptionType.IsAssignableTo(typeof(Exception)))
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        if (string.IsNullOrEmpty(ErrorType))
            return false;

        // Not kept in a field: a record compares all its fields, and a look-up must not change what this one equals.
        var recorded = Type.GetType(ErrorType)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType)
            ?? Assembly.GetCallingAssembly().GetType(ErrorType)
            ?? OnlyLoadedTypeNamed(ErrorType);
        return targetBaseExceptionType.IsAssignableFrom(recorded);
    }

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);

        // A failed task may carry what happened as details only; either way they are this failure's inner one.
        var inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            EntityOperationFailedException failed => failed.FailureDetails,
            { InnerException: { } cause } => FromException(cause),
            _ => null,
        };
        return new TaskFailureDetails(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    static Type? OnlyLoadedTypeNamed(string name)
    {
        var found = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).OfType<Type>().ToList();
        return found.Count <= 1
            ? found.FirstOrDefault()
            : throw new AmbiguousMatchException($"{found.Count} loaded assemblies have an exception type named '{name}'.");
    }
}
