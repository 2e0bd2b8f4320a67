using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Closing;

/// <summary>
/// Who closes which engine. What holds coins is closed by <see cref="CloseEngineOrchestrator"/>; an engine with contracts
/// registers an <see cref="EngineCloser"/> of its own, which closes those too.
/// </summary>
/// <param name="own">The engines' own; the last of an engine counts.</param>
public sealed class EngineClosers(IEnumerable<EngineCloser> own)
{
    readonly Dictionary<string, EngineCloser> closers =
        own.GroupBy(closer => closer.Engine).ToDictionary(group => group.Key, group => group.Last());

    /// <summary>Who closes an engine.</summary>
    public EngineCloser Of(PortfolioEngine engine)
    {
        var code = Account.EngineCode(engine);
        return closers.GetValueOrDefault(code) ?? new EngineCloser(code, nameof(CloseEngineOrchestrator));
    }
}
