namespace Orchestrations.Engine.Storage;

/// <summary>Small facts the host keeps for itself across restarts, such as when a timer last ran. Durable in the engine's database.</summary>
public interface IHostState
{
    /// <summary>The value, or null.</summary>
    /// <param name="key">1 to 200 characters.</param>
    /// <param name="cancellation">Cancels the read.</param>
    Task<string?> GetAsync(string key, CancellationToken cancellation);

    /// <summary>Writes the value; durable when the task completes.</summary>
    /// <param name="key">1 to 200 characters.</param>
    /// <param name="value">At most 64 KB.</param>
    /// <param name="cancellation">Cancels the wait; the write may still happen.</param>
    Task SetAsync(string key, string value, CancellationToken cancellation);
}
