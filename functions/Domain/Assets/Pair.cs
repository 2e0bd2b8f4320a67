namespace Orchestrations.Domain.Assets;

/// <summary>What is bought (base) and what pays for it (quote), as in BTC/USDT.</summary>
public readonly record struct Pair(Asset Base, Asset Quote)
{
    /// <summary>The exchange's symbol, such as BTCUSDT.</summary>
    public string Symbol => Base.Code + Quote.Code;

    /// <summary>Reads a symbol that is quoted in USDT.</summary>
    /// <exception cref="DomainException">ORC-MONEY-002: not a USDT symbol.</exception>
    public static Pair Parse(string symbol)
    {
        const string quote = "USDT";
        if (symbol is null || symbol.Length <= quote.Length || !symbol.EndsWith(quote, StringComparison.Ordinal))
            throw new DomainException("ORC-MONEY-002", $"'{symbol}' is not a known symbol: use a USDT pair such as BTCUSDT.");
        return new Pair(new Asset(symbol[..^quote.Length]), Asset.Usdt);
    }

    /// <inheritdoc />
    public override string ToString() => Base + "/" + Quote;
}
