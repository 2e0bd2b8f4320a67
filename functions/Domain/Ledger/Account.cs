namespace Orchestrations.Domain.Ledger;

/// <summary>One account of a portfolio's ledger; it keeps one balance for each asset.</summary>
/// <param name="Engine">Whose.</param>
/// <param name="Kind">What it counts.</param>
public readonly record struct Account(PortfolioEngine Engine, AccountKind Kind)
{
    /// <summary>The stable code, such as <c>CORE:Holdings</c>.</summary>
    public string Code => EngineCode(Engine) + ":" + Kind;

    /// <summary>Reads a code.</summary>
    /// <exception cref="DomainException">ORC-LEDGER-003: not a code of an account.</exception>
    public static Account Parse(string code)
    {
        foreach (var engine in Enum.GetValues<PortfolioEngine>())
            foreach (var kind in Enum.GetValues<AccountKind>())
                if (new Account(engine, kind) is var account && account.Code == code)
                    return account;
        throw new DomainException("ORC-LEDGER-003", $"'{code}' is not an account: use a code such as CORE:Holdings.");
    }

    /// <summary>The engine's code in capitals, such as CORE.</summary>
    public static string EngineCode(PortfolioEngine engine) => engine switch
    {
        PortfolioEngine.Core => "CORE",
        PortfolioEngine.Trend => "TREND",
        PortfolioEngine.Funding => "FUNDING",
        PortfolioEngine.Tactical => "TACTICAL",
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "Not an engine."),
    };

    /// <summary>Reads an engine's code.</summary>
    /// <exception cref="DomainException">ORC-LEDGER-003: not a code of an engine.</exception>
    public static PortfolioEngine ParseEngine(string code)
    {
        foreach (var engine in Enum.GetValues<PortfolioEngine>())
            if (EngineCode(engine) == code)
                return engine;
        throw new DomainException("ORC-LEDGER-003", $"'{code}' is not an engine: use CORE, TREND, FUNDING or TACTICAL.");
    }

    /// <inheritdoc />
    public override string ToString() => Code;
}
