using Orchestrations.Domain.Health;

namespace Orchestrations.App.Health;

/// <summary>What the last look in this process showed, for those who ask between two looks.</summary>
public sealed class HealthBoard
{
    IReadOnlyList<HealthFinding> last = [];

    /// <summary>The findings of the last look; none before the first.</summary>
    public IReadOnlyList<HealthFinding> Last => Volatile.Read(ref last);

    internal void Show(IReadOnlyList<HealthFinding> findings) => Volatile.Write(ref last, findings);
}
