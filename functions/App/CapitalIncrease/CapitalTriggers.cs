using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain;

namespace Orchestrations.App.CapitalIncrease;

/// <summary>Starts capital increases over HTTP, shows them, and takes a person's answer.</summary>
public sealed class CapitalTriggers(
    CapitalRepository increases, CapitalSettings settings, TradingSettings trading, ProofPackSettings packs, IdempotentWrites writes)
{
    const decimal LargestAmount = 1_000_000_000_000m;

    /// <summary>POST api/capital-increases: 202 with the increase, or what is wrong with it.</summary>
    [Function(nameof(CapitalStart))]
    [Consumes(typeof(CapitalBody), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<CapitalShown>(StatusCodes.Status202Accepted, Description = "The increase, begun now.")]
    public Task<IResult> CapitalStart(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/capital-increases")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => writes.ServeAsync(request, async write =>
        {
            var body = Check(write.Read<CapitalBody>());
            var id = IdOf(body.Name);
            var input = new CapitalInput(trading.Portfolio, body.Name, body.Phases, settings.Deadline, settings.Reminder)
            {
                Prove = packs.Proves(ProofPackSettings.Capital),
            };
            // A request that was cut off finds the increase that it began itself.
            if (!await SingleRun.StartOnceAsync(client, nameof(CapitalOrchestrator), id, input, cancellation) && !write.Again)
                throw new DomainException(CapitalCodes.Exists, $"There is a capital increase '{body.Name}' already; choose another name.");
            return new Written(StatusCodes.Status202Accepted, new CapitalShown(body.Name, id, null));
        }, cancellation);

    /// <summary>GET api/capital-increases: a page of those that have begun, by name.</summary>
    [Function(nameof(CapitalList))]
    [Query("after", "The next of the page before. The first when left out.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<CapitalPage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> CapitalList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/capital-increases")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var (top, after) = (PageQuery.Read(request.Query).Top, request.Query["after"].ToString());
            var found = new List<CapitalShown>();
            await foreach (var state in increases.ListAsync(trading.Portfolio, after.Length == 0 ? null : after, cancellation))
            {
                if (found.Count == top)
                    return Results.Json(new CapitalPage(found, found[^1].Name), StoreJson.Options);
                found.Add(new CapitalShown(state.Name, IdOf(state.Name), state));
            }
            return Results.Json(new CapitalPage(found, null), StoreJson.Options);
        });

    /// <summary>GET api/capital-increases/{name}: where it stands.</summary>
    [Function(nameof(CapitalGet))]
    [ProducesResponseType<CapitalShown>(StatusCodes.Status200OK, Description = "Where it stands.")]
    public Task<IResult> CapitalGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/capital-increases/{name}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string name,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            await FindAsync(client, name, cancellation);
            return Answer(new CapitalShown(name, IdOf(name), await increases.FindAsync(trading.Portfolio, name, cancellation)));
        });

    /// <summary>POST api/capital-increases/{name}/answer: a person's yes or no to the phase that waits.</summary>
    [Function(nameof(CapitalGiveAnswer))]
    [Consumes(typeof(CapitalAnswer), "application/json")]
    [RequestHeader(IdempotencyKey.Header, RequestHeaderAttribute.KeyWords)]
    [ProducesResponseType<CapitalShown>(StatusCodes.Status202Accepted, Description = "The answer was taken.")]
    public Task<IResult> CapitalGiveAnswer(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/capital-increases/{name}/answer")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string name,
        CancellationToken cancellation) => writes.ServeAsync(request, async write =>
        {
            var body = write.Read<CapitalAnswer>();
            var given = body with { By = CheckName(body.By.Trim()), Reason = Reasons.Check(body.Reason) };
            await FindAsync(client, name, cancellation);
            var state = await increases.FindAsync(trading.Portfolio, name, cancellation);
            // Only what waits takes an answer: one that is kept for later would approve what nobody has seen yet.
            if (state is not { Stage: "Waiting" } || state.Phase != given.Phase)
                throw new DomainException(
                    CapitalCodes.NotWaiting, $"Phase {given.Phase} of '{name}' does not wait for an answer; GET shows where it stands.");
            await client.RaiseEventAsync(IdOf(name), CapitalOrchestrator.EventOf(given.Phase), given, cancellation);
            return new Written(StatusCodes.Status202Accepted, new CapitalShown(name, IdOf(name), state));
        }, cancellation);

    static CapitalBody Check(CapitalBody body)
    {
        var named = body.Name.Length is > 0 and <= 40
            && body.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        if (!named)
            throw Refused($"'{body.Name}' is not a name of an increase: use 1 to 40 characters of a-z, 0-9 and hyphen.");
        if (body.Phases.Count is 0 or > 20 || body.Phases.Any(p => p is null || p.Amount is <= 0m or > LargestAmount))
            throw Refused($"Use 1 to 20 phases, each of an amount above 0, at most {LargestAmount:0} USDT.");
        return body;
    }

    static string CheckName(string by) =>
        by.Length is > 0 and <= 100 ? by : throw Refused($"Say who answers in 1 to 100 characters.");

    static DomainException Refused(FormattableString message) =>
        new(CapitalCodes.BadRequest, message.ToString(System.Globalization.CultureInfo.InvariantCulture));

    string IdOf(string name) => $"capital-{trading.Portfolio}-{name}";

    async Task FindAsync(DurableTaskClient client, string name, CancellationToken cancellation)
    {
        // Ids that no increase can have are not asked for: backends refuse some of them with exceptions of their own.
        if (name.Length > 40 || await client.GetInstanceAsync(IdOf(name), cancellation) is null)
            throw CapitalCodes.NoIncrease(name);
    }

    static IResult Answer(CapitalShown shown) => Results.Json(shown, StoreJson.Options);
}
