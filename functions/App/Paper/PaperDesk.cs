using Orchestrations.App.Exchange;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>What every call to the paper exchange passes first: the rate limit, then the faults of the schedule.</summary>
sealed class PaperDesk(PaperExchangeOptions options, TimeProvider clock)
{
    readonly PaperRateLimiter limiter = new(options.RateLimits, clock);

    public PaperFaultSchedule Faults { get; } = new(options.Faults);

    /// <summary>The headers of the last answer that had a limit.</summary>
    public PaperRateLimitHeaders? LastHeaders { get; private set; }

    /// <summary>Lets a query pass.</summary>
    /// <exception cref="ExchangeUnavailableException">It met the rate limit or a fault.</exception>
    public void Query(PaperEndpoint endpoint, OrderCategory category, string subject)
    {
        try
        {
            Meet(endpoint, category, subject);
        }
        catch (ExchangeUnavailableException failure)
        {
            ExchangeErrors.Count("paper", failure.Code);
            throw;
        }
    }

    void Meet(PaperEndpoint endpoint, OrderCategory category, string subject)
    {
        if (IsOverLimit(endpoint, category))
            throw BybitRetCodes.ToQueryFailure(BybitRetCodes.TooManyVisits, "Too many visits!");
        switch (Faults.Draw(endpoint, subject, out _))
        {
            case PaperFault.Timeout:
                throw new ExchangeUnavailableException("timeout", "The exchange did not answer in time.");
            case PaperFault.RateLimited:
                throw BybitRetCodes.ToQueryFailure(BybitRetCodes.TooManyVisits, "Too many visits!");
            case PaperFault.ClockSkew:
                throw BybitRetCodes.ToQueryFailure(
                    BybitRetCodes.TimestampOutsideWindow, "invalid request, please check your server timestamp");
            case PaperFault.ServerError:
                throw BybitRetCodes.ToQueryFailure(BybitRetCodes.ServerError, "Server error.");
        }
    }

    /// <summary>Carries a change out unless a fault keeps it from arriving, and answers as far as the answer arrives.</summary>
    public async Task<SubmitOutcome> ChangeAsync(
        PaperEndpoint endpoint, OrderCategory category, ClientOrderId id, Func<Task<PaperAnswer>> change)
    {
        if (IsOverLimit(endpoint, category))
            return BybitRetCodes.ToSubmitOutcome(BybitRetCodes.TooManyVisits, "Too many visits!", null);
        var fault = Faults.Draw(endpoint, id.Value, out var choice);
        switch (fault)
        {
            case PaperFault.Timeout:
                return new SubmitOutcome.Unknown("timeout: the request got no answer");
            case PaperFault.RateLimited:
                return BybitRetCodes.ToSubmitOutcome(BybitRetCodes.TooManyVisits, "Too many visits!", null);
            case PaperFault.ClockSkew:
                return BybitRetCodes.ToSubmitOutcome(
                    BybitRetCodes.TimestampOutsideWindow, "invalid request, please check your server timestamp", null);
            case PaperFault.ServerError when choice % 2 == 0:
                return BybitRetCodes.ToSubmitOutcome(BybitRetCodes.ServerError, "Server error.", null);
        }
        var answer = await change();
        return fault switch
        {
            PaperFault.LostAnswer => new SubmitOutcome.Unknown("timeout: the answer was lost"),
            PaperFault.ServerError => BybitRetCodes.ToSubmitOutcome(BybitRetCodes.ServerError, "Server error.", null),
            _ => BybitRetCodes.ToSubmitOutcome(answer.RetCode, answer.RetMsg, answer.OrderId),
        };
    }

    bool IsOverLimit(PaperEndpoint endpoint, OrderCategory category)
    {
        if (limiter.Count(endpoint, category) is not { } headers)
            return false;
        LastHeaders = headers;
        return headers.Exceeded;
    }
}
