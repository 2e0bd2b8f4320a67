namespace Orchestrations.App.Exchange;

/// <summary>A query got no usable answer (timeout, rate limit, clock skew, 5xx). Safe to ask again after a pause.</summary>
public sealed class ExchangeUnavailableException : Exception
{
    /// <param name="code">The exchange's code, such as 10006, or a word such as "timeout".</param>
    /// <param name="message">What happened.</param>
    public ExchangeUnavailableException(string code, string message) : base(message) => Code = code;

    /// <summary>The exchange's code, such as 10006, or a word such as "timeout".</summary>
    public string Code { get; }
}
