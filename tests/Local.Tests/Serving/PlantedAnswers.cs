using Microsoft.AspNetCore.Http;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>An exchange, and a publisher of the index, that answer with what nobody may read anywhere: secrets of ours, echoed.</summary>
static class PlantedAnswers
{
    /// <summary>What is in every answer, in its headers, texts, names, numbers and addresses.</summary>
    public const string Planted = "planted-in-an-answer";

    /// <summary>Starts it: pages of HTML, redirects, refusals that quote the request, JSON that is none, and numbers that are none.</summary>
    /// <param name="tellsTime">True when it tells the time as it should: then it is believed to be the exchange.</param>
    /// <param name="echoed">Secrets that are echoed too.</param>
    public static Task<HttpStandIn> StartAsync(bool tellsTime, params string[] echoed)
    {
        var all = string.Join(' ', [Planted, .. echoed]);
        return HttpStandIn.StartAsync(async (context, number) =>
        {
            var now = WallClock.Instance.GetUtcNow().ToUnixTimeMilliseconds();
            var refusal = $"origin_string[{all}]";
            var (status, type, body) = (number % 7) switch
            {
                _ when tellsTime && context.Request.Path == "/v5/market/time" => (200, "application/json", FormattableString.Invariant(
                    $$"""{"retCode":0,"retMsg":"OK","time":{{now}},"result":{"timeSecond":"1","timeNano":"{{now}}000000"} }""")),
                0 => (502, "text/html", $"<html><title>{all}</title></html>"),
                1 => (200, "text/html", $"<html>{all}</html>"),
                2 => (200, "application/json", $$"""{"retCode":10004,"retMsg":"error sign! {{refusal}}","result":{},"time":1}"""),
                3 => (200, "application/json", $$"""{"retCode":0,"{{all}}":<"""),
                4 => (200, "application/json", $$"""{"retCode":0,"retMsg":"OK","time":"{{all}}","result":{"{{all}}":"{{all}}"} }"""),
                5 => (302, "text/plain", all),
                _ => (429, "application/json", $$"""{"retCode":10006,"retMsg":"{{refusal}}","metadata":{"error":"{{refusal}}"} }"""),
            };
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            context.Response.Headers["x-echo"] = all;
            if (status == 302)
                context.Response.Headers.Location = "/elsewhere?key=" + Uri.EscapeDataString(all);
            await context.Response.WriteAsync(body);
        });
    }
}
