using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Storage.Cosmos;

namespace Orchestrations.App.Tests.Storage.Cosmos;

/// <summary>
/// One account with one container on loopback, for the real client: the part of the service's REST protocol that the store
/// uses. Documents by partition and id, ETags, transactional batches, the store's queries with their plan and continuation.
/// A test can answer any request in its place, before or after the request took effect.
/// </summary>
sealed class CosmosStandIn : IAsyncDisposable
{
    const string Rid = "gAABAIAAAAE=";

    // The client names the container by its ids first and by its _rid later.
    static readonly string[] names = ["/dbs/db/colls/items", $"/dbs/gAABAA==/colls/{Rid}"];

    readonly WebApplication server;
    readonly Lock writing = new();
    readonly Dictionary<(string Partition, string Id), JsonObject> documents = [];
    int etags;

    CosmosStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(AnswerAsync);
    }

    /// <summary>Asked before a document request takes effect; true when it answered itself.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    /// <summary>Asked after a document request took effect, in place of its answer; true when it answered itself.</summary>
    public Func<HttpContext, Task<bool>> After { get; set; } = _ => Task.FromResult(false);

    /// <summary>Pages of the queries so far.</summary>
    public int Pages { get; private set; }

    public static async Task<CosmosStandIn> StartAsync()
    {
        var standIn = new CosmosStandIn();
        await standIn.server.StartAsync();
        return standIn;
    }

    /// <summary>The real client, on plain HTTP and with a key that means nothing.</summary>
    public CosmosClient Client() => Client(server.Urls.First());

    /// <summary>The same for another server on loopback.</summary>
    public static CosmosClient Client(string address)
    {
        var options = CosmosStore.Options();
        options.ConnectionMode = ConnectionMode.Gateway;
        options.LimitToEndpoint = true;
        // The client asks Azure's metadata address what machine it is on; tests stay on loopback.
        options.HttpClientFactory = () => new HttpClient(new LoopbackOnly());
        return new CosmosClient(address, Convert.ToBase64String(new byte[64]), options);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var name = Array.Find(names, name => path == name || path.StartsWith(name + "/", StringComparison.Ordinal));
        var below = name is null ? path : path[name.Length..];
        if (below is "/")
            await WriteAsync(context, 200, Account());
        else if (below is "")
            await WriteAsync(context, 200, """
                {"id":"items","_rid":"gAABAIAAAAE=","partitionKey":{"paths":["/partition"],"kind":"Hash","version":2}}
                """);
        else if (below is "/pkranges")
            await RangesAsync(context);
        else if (below.StartsWith("/docs", StringComparison.Ordinal))
            await DocumentsAsync(context, Uri.UnescapeDataString(below["/docs".Length..].TrimStart('/')));
        else
            await WriteAsync(context, 404, "{}", ("x-ms-substatus", "1003"));
    }

    static async Task RangesAsync(HttpContext context)
    {
        if (context.Request.Headers.IfNoneMatch.Count > 0)
            context.Response.StatusCode = 304;
        else
            await WriteAsync(context, 200, $$"""
                {"_rid":"{{Rid}}","PartitionKeyRanges":[{"_rid":"{{Rid}}","id":"0","minInclusive":"","maxExclusive":"FF",
                "status":"online","parents":[]}],"_count":1}
                """, ("etag", "\"1\""));
    }

    async Task DocumentsAsync(HttpContext context, string id)
    {
        if (await Before(context))
            return;
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var headers = context.Request.Headers;
        if (headers["x-ms-cosmos-is-query-plan-request"] == "True")
        {
            await WriteAsync(context, 200, Plan(JsonNode.Parse(buffer.ToArray())!["query"]!.ToString()));
            return;
        }
        var partition = JsonNode.Parse(headers["x-ms-documentdb-partitionkey"].ToString())![0]!.ToString();
        if (headers["x-ms-documentdb-isquery"] == "True" || headers["x-ms-documentdb-query"] == "True")
        {
            var (page, continuation) = Query(partition, JsonNode.Parse(buffer.ToArray())!, headers);
            if (!await After(context))
                await WriteAsync(context, 200, page, ("x-ms-continuation", continuation));
            return;
        }
        var (status, body, etag) = headers["x-ms-cosmos-is-batch-request"] == "True"
            ? await BatchAsync(partition, buffer.ToArray())
            : One(context.Request.Method, partition, id, Encoding.UTF8.GetString(buffer.ToArray()), Header(headers.IfMatch));
        if (!await After(context))
            await WriteAsync(context, status, body, ("etag", etag));
    }

    (int Status, byte[] Body, string? ETag) One(string method, string partition, string id, string body, string? match)
    {
        lock (writing)
        {
            if (method == "GET")
                return documents.TryGetValue((partition, id), out var found)
                    ? (200, Encoding.UTF8.GetBytes(found.ToJsonString()), found["_etag"]!.ToString())
                    : (404, "{}"u8.ToArray(), null);
            var (status, _) = Guard(method, partition, id, body, match);
            return status < 300 ? (status, [], Apply(method, partition, id, body)) : (status, "{}"u8.ToArray(), null);
        }
    }

    async Task<(int Status, byte[] Body, string? ETag)> BatchAsync(string partition, byte[] body)
    {
        var operations = await CosmosBatchRows.ReadAsync(body);
        List<(int Status, string? ETag)> results;
        lock (writing)
        {
            results = [.. operations.Select(it => (Guard(it.Method, partition, it.Id, it.Body, it.IfMatch).Status, (string?)null))];
            var failed = results.FindIndex(result => result.Status >= 300);
            for (var i = 0; i < results.Count; i++)
                results[i] = failed < 0
                    ? (results[i].Status, Apply(operations[i].Method, partition, operations[i].Id, operations[i].Body))
                    : (i == failed ? results[i].Status : 424, null);
        }
        // 207 says that the operations' own results follow.
        return (results.Exists(result => result.Status >= 300) ? 207 : 200, await CosmosBatchRows.WriteAsync(results), null);
    }

    (int Status, JsonObject? Found) Guard(string method, string partition, string id, string body, string? match)
    {
        var key = (partition, id.Length > 0 ? id : JsonNode.Parse(body)!["id"]!.ToString());
        var found = documents.GetValueOrDefault(key);
        var status = method switch
        {
            "POST" => found is null ? 201 : 409,
            _ when found is null => 404,
            _ when match is not null && match != found["_etag"]!.ToString() => 412,
            "PUT" => 200,
            _ => 204,
        };
        return (status, found);
    }

    string? Apply(string method, string partition, string id, string body)
    {
        if (method == "DELETE")
        {
            documents.Remove((partition, id));
            return null;
        }
        var document = JsonNode.Parse(body)!.AsObject();
        var etag = $"\"{Interlocked.Increment(ref etags).ToString("x8", CultureInfo.InvariantCulture)}\"";
        document["_etag"] = etag;
        documents[(partition, document["id"]!.ToString())] = document;
        return etag;
    }

    // The store's queries only: a prefix, a lower bound, in order of id.
    (byte[] Page, string? Continuation) Query(string partition, JsonNode query, IHeaderDictionary headers)
    {
        Pages++;
        var parameters = (query["parameters"]?.AsArray() ?? []).ToDictionary(it => it!["name"]!.ToString(), it => it!["value"]!.ToString());
        var skip = int.Parse(Header(headers["x-ms-continuation"]) ?? "0", CultureInfo.InvariantCulture);
        var most = int.Parse(headers["x-ms-max-item-count"].ToString(), CultureInfo.InvariantCulture);
        lock (writing)
        {
            var found = documents
                .Where(it => it.Key.Partition == partition)
                .Where(it => it.Key.Id.StartsWith(parameters.GetValueOrDefault("@prefix", ""), StringComparison.Ordinal))
                .Where(it => !parameters.TryGetValue("@after", out var after) || Bytes.Compare(it.Key.Id, after) > 0)
                .OrderBy(it => it.Key.Id, Bytes)
                .Skip(skip).Take(most + 1).ToList();
            var page = new JsonObject
            {
                ["_rid"] = Rid,
                ["Documents"] = new JsonArray([.. found.Take(most).Select(it => it.Value.DeepClone())]),
                ["_count"] = Math.Min(found.Count, most),
            };
            var next = found.Count > most ? (skip + most).ToString(CultureInfo.InvariantCulture) : null;
            return (Encoding.UTF8.GetBytes(page.ToJsonString()), next);
        }
    }

    // Cosmos DB orders text by its UTF-8 bytes.
    static Comparer<string> Bytes { get; } = Comparer<string>.Create(
        (one, other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)));

    static string Plan(string query) => new JsonObject
    {
        ["partitionedQueryExecutionInfoVersion"] = 2,
        ["queryInfo"] = new JsonObject
        {
            ["distinctType"] = "None",
            ["orderBy"] = new JsonArray("Ascending"),
            ["orderByExpressions"] = new JsonArray("c.id"),
            ["groupByExpressions"] = new JsonArray(),
            ["groupByAliases"] = new JsonArray(),
            ["aggregates"] = new JsonArray(),
            ["groupByAliasToAggregateType"] = new JsonObject(),
            ["rewrittenQuery"] = query,
            ["hasSelectValue"] = false,
        },
        ["queryRanges"] = new JsonArray(new JsonObject
        {
            ["min"] = "",
            ["max"] = "FF",
            ["isMinInclusive"] = true,
            ["isMaxInclusive"] = false,
        }),
    }.ToJsonString();

    string Account() => $$"""
        {"id":"account","_rid":"account","_self":"","writableLocations":[{"name":"here","databaseAccountEndpoint":"{{server.Urls.First()}}"}],
        "readableLocations":[{"name":"here","databaseAccountEndpoint":"{{server.Urls.First()}}"}],"enableMultipleWriteLocations":false,
        "userReplicationPolicy":{"minReplicaSetSize":1,"maxReplicasetSize":4},"systemReplicationPolicy":{"minReplicaSetSize":1,
        "maxReplicasetSize":4},"readPolicy":{"primaryReadCoefficient":1,"secondaryReadCoefficient":1},
        "userConsistencyPolicy":{"defaultConsistencyLevel":"Strong"},
        "queryEngineConfiguration":"{\"maxSqlQueryInputLength\":262144,\"maxInExpressionItemsCount\":16000}"}
        """;

    static string? Header(Microsoft.Extensions.Primitives.StringValues value) => value.Count == 0 ? null : value.ToString();

    static Task WriteAsync(HttpContext context, int status, string body, params (string Name, string? Value)[] headers) =>
        WriteAsync(context, status, Encoding.UTF8.GetBytes(body), headers);

    static async Task WriteAsync(HttpContext context, int status, byte[] body, params (string Name, string? Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-request-charge"] = "1";
        context.Response.Headers["x-ms-activity-id"] = "00000000-0000-0000-0000-000000000001";
        foreach (var (name, value) in headers)
            if (value is not null)
                context.Response.Headers[name] = value;
        if (status != 204 && body.Length > 0)
            await context.Response.Body.WriteAsync(body);
    }

    sealed class LoopbackOnly() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.IsLoopback
                ? base.SendAsync(request, cancellationToken)
                : Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
    }
}
