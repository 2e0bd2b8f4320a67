using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Orchestrations.App.Exchange;
using Orchestrations.App.Keys;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Events;

namespace Orchestrations.App.Problems;

/// <summary>Turns what went wrong into problem details, so that every trigger answers errors alike.</summary>
public static class Problem
{
    /// <summary>Code of a request that needed the exchange, which gave no answer.</summary>
    public const string ExchangeUnavailableCode = "ORC-EXCHANGE-002";

    // What is not a 400: the state of the product, not the request, stands in the way.
    static readonly Dictionary<string, int> statuses = new(StringComparer.Ordinal)
    {
        ["ORC-ALERT-002"] = StatusCodes.Status404NotFound,
        ["ORC-ALERT-003"] = StatusCodes.Status409Conflict,
        ["ORC-DCA-005"] = StatusCodes.Status404NotFound,
        ["ORC-DCA-006"] = StatusCodes.Status409Conflict,
        ["ORC-DCA-007"] = StatusCodes.Status409Conflict,
        ["ORC-DCA-009"] = StatusCodes.Status404NotFound,
        ["ORC-DCA-010"] = StatusCodes.Status409Conflict,
        [IdempotencyKey.OtherRequest] = StatusCodes.Status422UnprocessableEntity,
        ["ORC-CAPITAL-003"] = StatusCodes.Status409Conflict,
        ["ORC-CAPITAL-004"] = StatusCodes.Status404NotFound,
        ["ORC-CAPITAL-005"] = StatusCodes.Status409Conflict,
        ["ORC-EVENT-003"] = StatusCodes.Status409Conflict,
        ["ORC-KEY-006"] = StatusCodes.Status404NotFound,
        ["ORC-PACK-001"] = StatusCodes.Status503ServiceUnavailable,
        ["ORC-PACK-002"] = StatusCodes.Status500InternalServerError,
        ["ORC-PACK-003"] = StatusCodes.Status404NotFound,
        ["ORC-PACK-004"] = StatusCodes.Status404NotFound,
        ["ORC-PACK-005"] = StatusCodes.Status422UnprocessableEntity,
        ["ORC-PACK-007"] = StatusCodes.Status410Gone,
        ["ORC-PACK-009"] = StatusCodes.Status401Unauthorized,
        ["ORC-PACK-010"] = StatusCodes.Status404NotFound,
        ["ORC-PACK-012"] = StatusCodes.Status404NotFound,
        ["ORC-PROOF-011"] = StatusCodes.Status410Gone,
        ["ORC-SIGN-010"] = StatusCodes.Status409Conflict,
        ["ORC-TENANT-001"] = StatusCodes.Status409Conflict,
        ["ORC-TENANT-003"] = StatusCodes.Status404NotFound,
        ["ORC-TENANT-006"] = StatusCodes.Status404NotFound,
    };

    /// <summary>Answers with problem details.</summary>
    public static IResult Of(int status, string code, string detail, IReadOnlyList<ProblemPlace>? problems = null) => Results.Json(
        new ProblemBody($"docs/errors/{code}.md", ReasonPhrases.GetReasonPhrase(status), status, detail, code, problems),
        StoreJson.Options, "application/problem+json", status);

    /// <summary>Answers what a request led to, or the problem it met. What is no known problem is left to the host.</summary>
    public static async Task<IResult> CatchAsync(Func<Task<IResult>> serve)
    {
        try
        {
            return await serve();
        }
        catch (ProblemException e)
        {
            return Of(e.Status, e.Code, e.Message);
        }
        catch (DomainException e)
        {
            return Of(statuses.GetValueOrDefault(e.Code, StatusCodes.Status400BadRequest), e.Code, e.Message);
        }
        catch (EventsRefusedException e)
        {
            return Of(
                statuses.GetValueOrDefault(e.Code, StatusCodes.Status400BadRequest), e.Code, e.Message,
                [.. e.Problems.Select(p => new ProblemPlace(p.Path, p.Problem))]);
        }
        catch (KeysException e)
        {
            return Of(StatusCodes.Status503ServiceUnavailable, e.Code, e.Message);
        }
        catch (StoreException e)
        {
            // A key with refused characters came from the request; everything else is the store's own trouble.
            var fromRequest = e.Code == StoreLimits.BadKey;
            return Of(
                fromRequest ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError, e.Code, e.Message);
        }
        catch (UnknownInstrumentException e)
        {
            return Of(StatusCodes.Status400BadRequest, UnknownInstrumentException.Code, e.Message);
        }
        catch (ExchangeUnavailableException e)
        {
            return Of(
                StatusCodes.Status503ServiceUnavailable, ExchangeUnavailableCode, $"The exchange gave no answer ({e.Code}): {e.Message}");
        }
        catch (MarketDataUnavailableException e)
        {
            return Of(StatusCodes.Status503ServiceUnavailable, MarketDataUnavailableException.Code, e.Message);
        }
    }
}
