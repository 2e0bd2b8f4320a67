using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestrations.App.Tests.Histories;

/// <summary>
/// A durable host that cases run on, in a time of its own: it stands still while there is work, and jumps to the next timer when
/// there is none. There are two, each called <c>CaseHost</c>: the embedded engine here, and Microsoft's in <c>Azure.Tests</c>,
/// which runs these same cases.
/// </summary>
interface ICaseHost : IAsyncDisposable
{
    /// <summary>The host's time.</summary>
    TimeProvider Time { get; }

    /// <summary>The app and the host, once it has started.</summary>
    IServiceProvider Services { get; }

    /// <summary>Starts and asks for orchestrations.</summary>
    DurableTaskClient Client { get; }

    /// <summary>Starts the host with the app's parts.</summary>
    void Start(IServiceCollection app);

    /// <summary>Runs code that is not the host's, at this moment. It may not wait for the host's time to go on.</summary>
    void Do(Func<Task> step);

    /// <summary>Runs code that is not the host's when so much time has passed, while other things run.</summary>
    void Later(TimeSpan delay, Func<Task> step);

    /// <summary>Runs everything that is due up to a moment, and leaves the time there.</summary>
    void RunUntil(DateTimeOffset moment);

    /// <summary>Lets time go on until an instance has ended, and whatever else is due at that moment is done.</summary>
    /// <returns>Its end, with its input and output.</returns>
    OrchestrationMetadata RunToEnd(string instance);
}
