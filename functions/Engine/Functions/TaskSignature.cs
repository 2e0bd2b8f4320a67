namespace Orchestrations.Engine.Functions;

/// <summary>What a durable task's function takes and gives, as the engine's converter needs it; object for nothing.</summary>
sealed record TaskSignature(Type Input, Type Output)
{
    public static TaskSignature Of(FunctionDescriptor function)
    {
        var result = function.Body.ResultType;
        return new TaskSignature(
            ParameterBinding.InputOf(function)?.ParameterType ?? typeof(object),
            result == typeof(void) ? typeof(object) : result);
    }
}
