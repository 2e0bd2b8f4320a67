using Microsoft.Extensions.Hosting;

namespace Orchestrations.Engine.Hosting;

/// <summary>The token that tells running functions that the host goes down; without a generic host it never fires.</summary>
sealed class HostStopping(IHostApplicationLifetime? lifetime)
{
    public CancellationToken Token { get; } = lifetime?.ApplicationStopping ?? CancellationToken.None;
}
