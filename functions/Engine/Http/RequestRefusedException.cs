namespace Orchestrations.Engine.Http;

/// <summary>One request is refused; it becomes problem details with a stable code.</summary>
sealed class RequestRefusedException(int status, string code, string detail) : Exception(detail)
{
    public int Status => status;

    public string Code => code;
}
