using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>Shows alerts, takes people's answers to them, and sends what is due.</summary>
public sealed class AlertTriggers(
    AlertRepository alerts, AlertDeliveries deliveries, AlertNotices notices, AlertsSettings settings, TimeProvider time)
{
    const int StandardTop = 50;
    const int LargestTop = 500;

    // A filter that nothing fits would read everything for one page.
    const int MostScanned = 20_000;

    /// <summary>Starts the notices that are due, and the digest of what quiet hours held back.</summary>
    [Function(nameof(AlertTimer))]
    public Task AlertTimer(
        [TimerTrigger("%Alerts:Schedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => notices.StartDueAsync(client, cancellation);

    /// <summary>GET api/alerts: a page of alerts, the newest first. A filtered page may be short, or empty, and still have a next one.</summary>
    [Function(nameof(AlertList))]
    [Query("state", "Only alerts that stand so: open, acknowledged, resolved or noted; several are separated by commas.")]
    [Query("severity", "Only alerts of these severities: P0 to P3, separated by commas.")]
    [Query("from", "Only alerts raised at this time or later, as 2026-01-31T08:15:00Z.")]
    [Query("after", "An alert's id: only older ones. The newest when left out.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<AlertPage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> AlertList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/alerts")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var states = Several(request, "state", AlertStates.All);
            var severities = Several(request, "severity", Enum.GetNames<AlertSeverity>());
            var from = Time(request.Query["from"].ToString());
            return Answer(await PageAsync(
                Top(request.Query["top"].ToString()), After(request.Query["after"].ToString()), from,
                alert => states.Contains(alert.State) && severities.Contains(alert.Severity), cancellation));
        });

    /// <summary>GET api/alerts/{id}: an alert, and how it was sent.</summary>
    [Function(nameof(AlertGet))]
    [ProducesResponseType<AlertShown>(StatusCodes.Status200OK, Description = "The alert.")]
    public Task<IResult> AlertGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/alerts/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () => await alerts.FindAsync(id, cancellation) is { } found
            ? Answer(new AlertShown(found, await deliveries.ListAsync(id, cancellation)))
            : throw AlertCodes.NoAlert(id));

    /// <summary>POST api/alerts/{id}/acknowledge with a reason: somebody takes care, and nobody else is told.</summary>
    [Function(nameof(AlertAcknowledge))]
    [Consumes(typeof(AlertAnswerBody), "application/json")]
    [ProducesResponseType<AlertItem>(StatusCodes.Status200OK, Description = "How it stands now.")]
    public Task<IResult> AlertAcknowledge(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/alerts/{id}/acknowledge")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
            Answer(await alerts.AcknowledgeAsync(id, await ReasonAsync(request, cancellation), cancellation)));

    /// <summary>POST api/alerts/{id}/resolve with a reason: it is over, and those who were told of it are told so.</summary>
    [Function(nameof(AlertResolve))]
    [Consumes(typeof(AlertAnswerBody), "application/json")]
    [ProducesResponseType<AlertItem>(StatusCodes.Status200OK, Description = "How it stands now.")]
    public Task<IResult> AlertResolve(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/alerts/{id}/resolve")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var resolved = await alerts.ResolveAsync(id, await ReasonAsync(request, cancellation), cancellation);
            await notices.StartDueAsync(client, cancellation);
            return Answer(resolved);
        });

    /// <summary>POST api/alerts/test: raises an alert that means nothing, and sends it like any other.</summary>
    [Function(nameof(AlertTest))]
    [Consumes(typeof(AlertTestBody), "application/json")]
    [ProducesResponseType<AlertItem>(StatusCodes.Status202Accepted, Description = "The alert; GET api/alerts/{id} shows how it was sent.")]
    public Task<IResult> AlertTest(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/alerts/test")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var body = await RequestJson.ReadAsync<AlertTestBody>(request, cancellation);
            var severity = body.Severity ?? nameof(AlertSeverity.P2);
            if (!Enum.GetNames<AlertSeverity>().Contains(severity))
                throw Refused($"severity '{Cut(severity)}' is refused; use P0, P1, P2 or P3.");
            if (body.Channel is { } channel && !settings.Configured.Contains(channel))
                throw Refused($"channel '{Cut(channel)}' is not set up; there is: {Listed(settings.Configured)}.");
            var name = "test-" + time.GetUtcNow().UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
            var test = AlertTests.Of(name, Enum.Parse<AlertSeverity>(severity)) with { Channel = body.Channel };
            var raised = await alerts.RaiseAsync(test, cancellation);
            await notices.StartDueAsync(client, cancellation);
            return Answer(raised, StatusCodes.Status202Accepted);
        });

    async Task<AlertPage> PageAsync(
        int top, string? after, DateTimeOffset? from, Func<AlertItem, bool> fits, CancellationToken cancellation)
    {
        var found = new List<AlertItem>();
        var (scanned, last) = (0, after);
        await foreach (var alert in alerts.ListAsync(after, cancellation))
        {
            if (alert.RaisedAt < from)
                break;
            if (found.Count == top || scanned == MostScanned)
                return new AlertPage(found, last);
            scanned++;
            last = alert.Id;
            if (fits(alert))
                found.Add(alert);
        }
        return new AlertPage(found, null);
    }

    static async Task<string> ReasonAsync(HttpRequest request, CancellationToken cancellation) =>
        Reasons.Check((await RequestJson.ReadAsync<AlertAnswerBody>(request, cancellation)).Reason);

    static IReadOnlyList<string> Several(HttpRequest request, string name, IReadOnlyList<string> known)
    {
        var names = request.Query[name].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var unknown in names.Where(given => !known.Contains(given)))
            throw Refused($"{name} '{Cut(unknown)}' is refused; use {Listed(known)}, separated by commas.");
        return names.Length == 0 ? known : names;
    }

    static string? After(string text) => text.Length == 0 ? null
        : AlertIds.IsId(text) ? text
        : throw Refused($"after '{Cut(text)}' is refused; use the next of the page before.");

    static int Top(string text) => text.Length == 0 ? StandardTop
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= LargestTop ? top
        : throw Refused($"top '{Cut(text)}' is refused; use a whole number from 1 to {LargestTop}.");

    static DateTimeOffset? Time(string text) => text.Length == 0 ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw Refused($"from '{Cut(text)}' is refused; use a time such as 2026-01-31T08:15:00Z.");

    static ProblemException Refused(string message) => new(StatusCodes.Status400BadRequest, AlertCodes.BadRequest, message);

    static string Cut(string text) => AlertText.Line(text, 40);

    static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

    static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => Results.Json(body, StoreJson.Options, statusCode: status);
}
