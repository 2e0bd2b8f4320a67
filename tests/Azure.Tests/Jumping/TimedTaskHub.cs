using DurableTask.Core;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orchestrations.Azure.Tests.Jumping;

/// <summary>
/// Microsoft's task hub, which stamps a turn's events with the machine's time; on their way to the worker they get the clock's. It
/// stands still until the turn is stored with the same time by <see cref="TimedService"/>.
/// </summary>
sealed class TimedTaskHub(
    IHostApplicationLifetime lifetime, ILoggerFactory loggers, IOrchestrationService service, IOrchestrationServiceClient client,
    IOptions<TaskHubGrpcServerOptions> options, JumpingClock clock)
    : TaskHubGrpcServer(lifetime, loggers, service, client, options)
{
    public override Task GetWorkItems(
        GetWorkItemsRequest request, IServerStreamWriter<WorkItem> responseStream, ServerCallContext context) =>
        base.GetWorkItems(request, new Stamped(responseStream, clock), context);

    sealed class Stamped(IServerStreamWriter<WorkItem> inner, JumpingClock clock) : IServerStreamWriter<WorkItem>
    {
        public WriteOptions? WriteOptions
        {
            get => inner.WriteOptions;
            set => inner.WriteOptions = value;
        }

        public Task WriteAsync(WorkItem message)
        {
            if (message.OrchestratorRequest is { } turn)
                foreach (var happened in turn.NewEvents)
                    happened.Timestamp = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
            return inner.WriteAsync(message);
        }
    }
}
