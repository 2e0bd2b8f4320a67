using Microsoft.DurableTask;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.Domain;

namespace Orchestrations.App.Orders;

/// <summary>
/// How steps are repeated. Steps that only ask are repeated for about a quarter of an hour: 2, 4, 8, 16, 32, 64, 128, 256,
/// 300 s. Sending an order anew is never decided by a policy, but by what the exchange shows.
/// </summary>
static class OrderRetries
{
    /// <summary>
    /// For steps that ask the exchange, the market or the store. What the domain refuses, and what no store may do, is not repeated.
    /// </summary>
    public static TaskOptions Query { get; } = Doubling(MayPass);

    /// <summary>
    /// For steps that ask several things at once, any of which may get no answer: sooner and more often, for about half an hour
    /// (2, 3, 4.5 ... 30 s), because a leg may stand alone or a position be unprotected meanwhile.
    /// </summary>
    public static TaskOptions Patient { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 60,
        firstRetryInterval: TimeSpan.FromSeconds(2),
        backoffCoefficient: 1.5,
        maxRetryInterval: TimeSpan.FromSeconds(30))
    {
        HandleFailure = MayPass,
    });

    /// <summary>
    /// For the step that sends: repeated only because the store did not answer. The step knows its attempt, so what may have been sent
    /// is not sent by it again.
    /// </summary>
    public static TaskOptions Sending { get; } = Doubling(failure => failure.IsCausedBy<StoreUnavailableException>());

    static TaskOptions Doubling(Func<TaskFailureDetails, bool> repeats) => TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 10,
        firstRetryInterval: TimeSpan.FromSeconds(2),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(5))
    {
        HandleFailure = repeats,
    });

    // A failure that an older version recorded has another type, so its history goes on as it began.
    static bool MayPass(TaskFailureDetails failure) => !failure.IsCausedBy<DomainException>()
        && (!failure.IsCausedBy<StoreException>() || failure.IsCausedBy<StoreUnavailableException>());

    /// <summary>True when a step failed because nobody answered, which is no fault of the order.</summary>
    public static bool NobodyAnswered(TaskFailureDetails failure) =>
        failure.IsCausedBy<ExchangeUnavailableException>() || failure.IsCausedBy<MarketDataUnavailableException>();
}
