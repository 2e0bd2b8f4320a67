namespace Orchestrations.Engine.Functions;

/// <summary>Gives one parameter its value for one call. Chosen once, when the function is found.</summary>
delegate object? ParameterBinder(FunctionInvocation invocation);
