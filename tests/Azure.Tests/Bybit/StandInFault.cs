namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>What goes wrong with one request.</summary>
/// <param name="Arrives">True when the request is carried out before it goes wrong.</param>
/// <param name="Status">The HTTP status answered; 0 for none: the connection is cut.</param>
/// <param name="RetCode">The V5 code answered with status 200; 0 for what really happened.</param>
sealed record StandInFault(bool Arrives, int Status = 0, int RetCode = 0)
{
    /// <summary>The request does not arrive.</summary>
    public static StandInFault LostRequest { get; } = new(false);

    /// <summary>The request is carried out, and the answer is lost.</summary>
    public static StandInFault LostAnswer { get; } = new(true);

    /// <summary>The request is carried out, and no answer ever comes.</summary>
    public static StandInFault NoAnswer { get; } = new(true) { Hangs = true };

    /// <summary>True when the connection stays open without an answer.</summary>
    public bool Hangs { get; init; }

    /// <summary>Headers of the answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of an answer with another status than 200.</summary>
    public string Body { get; init; } = "";

    /// <summary>What it says to a code; null for nothing in particular.</summary>
    public string? Says { get; init; }

    /// <summary>Refused with a code, and not carried out.</summary>
    public static StandInFault Code(int retCode) => new(false, 200, retCode);
}
