using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The paper exchange with the trouble a case asks for, call by call.</summary>
sealed class TroubledExchange(IExchange inner) : IExchange
{
    int submits;

    /// <summary>What happens to send number n, from 1; what it does not name goes through.</summary>
    public IReadOnlyDictionary<int, SubmitTrouble> Submits { get; set; } = new Dictionary<int, SubmitTrouble>();

    /// <summary>True while look-ups get no answer.</summary>
    public bool IsSilent { get; set; }

    /// <summary>True while balances get no answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>True while look-ups do not show any order.</summary>
    public bool IsBlind { get; set; }

    public async Task<SubmitOutcome> SubmitAsync(OrderRequest order, CancellationToken cancellation)
    {
        switch (Submits.GetValueOrDefault(++submits))
        {
            case SubmitTrouble.Lost:
                return new SubmitOutcome.Unknown("timeout: the request got no answer");
            case SubmitTrouble.AnswerLost:
                await inner.SubmitAsync(order, cancellation);
                return new SubmitOutcome.Unknown("timeout: the answer was lost");
            case SubmitTrouble.Swallowed:
                return new SubmitOutcome.Accepted("paper-swallowed");
            case SubmitTrouble.Rejected:
                return new SubmitOutcome.Rejected("170131", "Insufficient balance.");
            default:
                return await inner.SubmitAsync(order, cancellation);
        }
    }

    public Task<OrderSnapshot?> FindOrderAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        IsSilent ? throw new ExchangeUnavailableException("timeout", "The exchange did not answer in time.")
        : IsBlind ? Task.FromResult<OrderSnapshot?>(null)
        : inner.FindOrderAsync(pair, id, cancellation);

    public Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation) =>
        inner.GetInstrumentAsync(pair, cancellation);

    public Task<IReadOnlyList<Fill>> GetFillsAsync(Pair pair, ClientOrderId id, CancellationToken cancellation) =>
        inner.GetFillsAsync(pair, id, cancellation);

    public Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation) =>
        IsDown ? throw new ExchangeUnavailableException("timeout", "The exchange did not answer in time.") : inner.GetBalancesAsync(cancellation);

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation) => inner.GetTimeAsync(cancellation);
}

/// <summary>What can happen to a send.</summary>
enum SubmitTrouble
{
    None,

    /// <summary>It never arrives, and nobody says so.</summary>
    Lost,

    /// <summary>It arrives; its answer does not.</summary>
    AnswerLost,

    /// <summary>It is acknowledged and then never seen again.</summary>
    Swallowed,

    /// <summary>The exchange refuses it.</summary>
    Rejected,
}
