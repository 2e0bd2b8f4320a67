namespace Orchestrations.Domain.Assets;

/// <summary>A coin or currency by its exchange code, for example BTC or USDT. USDT is not USD: codes are never translated.</summary>
public readonly record struct Asset
{
    readonly string? code;

    /// <param name="code">1 to 20 characters of A-Z and 0-9.</param>
    /// <exception cref="DomainException">ORC-MONEY-001: the code has another form.</exception>
    public Asset(string code)
    {
        if (string.IsNullOrEmpty(code) || code.Length > 20 || !code.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            throw new DomainException("ORC-MONEY-001", $"'{code}' is not an asset code: use 1 to 20 characters of A-Z and 0-9, such as BTC.");
        this.code = code;
    }

    /// <summary>The code, such as BTC.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>, which names no asset.</exception>
    public string Code => code ?? throw new InvalidOperationException("A default Asset names no asset.");

    /// <summary>The dollar-pegged stablecoin that every pair of this system is quoted in.</summary>
    public static Asset Usdt { get; } = new("USDT");

    /// <inheritdoc />
    public override string ToString() => code ?? "(none)";
}
