using System.Text.Json.Nodes;

namespace Orchestrations.App.ProofPacks;

/// <summary>The OpenAPI 3.1 description of the proof-pack endpoints. A test holds it against the routes.</summary>
static class OpenApi
{
    const string Pack = "#/components/schemas/Pack";
    const string Status = "#/components/schemas/Status";

    static readonly Endpoint[] endpoints =
    [
        new("post", "/proofpacks/run", "Makes a pack", [
            Header("Idempotency-Key", "Repeating a request under its key gives the one pack. Without a key the body itself is the key."),
            Query("wait", "integer", "Seconds to wait for the pack, 0 to 60."),
        ], new() { ["201"] = Pack, ["202"] = Status }, "#/components/schemas/Run"),
        new("get", "/proofpacks", "Lists packs by time", [
            Query("subject", "string", "Only this subject's."), Query("from", "string", "From this time on."),
            Query("to", "string", "Before this time."), Query("after", "string", "The value of next in the page before."),
            Query("count", "integer", "1 to 200; 50 when left out."),
        ], new() { ["200"] = "#/components/schemas/List" }),
        new("get", "/proofpacks/{id}", "The pack file, which verifies offline", [
            Path("id"), Query("template", "string", "Gives a redacted copy by one of the tenant's templates."),
        ], new() { ["200"] = Pack }),
        new("get", "/proofpacks/{id}/bundle", "The pack with its public keys and log proof, as a ZIP archive", [Path("id")],
            new() { ["200"] = null }),
        new("get", "/proofpacks/{id}/status", "How a run stands", [Path("id")], new() { ["200"] = Status }),
        new("put", "/proofpacks/{id}/hold", "Keeps the content from being erased", [Path("id")],
            new() { ["200"] = null }, "#/components/schemas/Hold"),
        new("delete", "/proofpacks/{id}/hold", "Takes the hold off", [Path("id")], new() { ["200"] = null }),
        new("put", "/proofpacks/templates/{name}", "Sets a redaction template", [Path("name")],
            new() { ["200"] = null }, "#/components/schemas/Template"),
        new("get", "/proofpacks/templates/{name}", "A redaction template", [Path("name")], new() { ["200"] = "#/components/schemas/Template" }),
        new("post", "/proofpacks/verify", "Verifies a pack file with the keys published here", [], new() { ["200"] = null }, Pack),
        new("get", "/proofpacks/keys", "Every public key that ever signed", [], new() { ["200"] = null }),
        new("get", "/proofpacks/log/checkpoint", "The log's signed head (C2SP tlog-checkpoint)", [], new() { ["200"] = null }),
        new("get", "/proofpacks/log/inclusion", "The proof that an entry is in the log", [
            Query("index", "integer", "The entry, from 0."), Query("size", "integer", "The log's size; the latest when left out."),
        ], new() { ["200"] = null }),
        new("get", "/proofpacks/log/consistency", "The proof that the log only grew", [
            Query("from", "integer", "The earlier size."), Query("to", "integer", "The later size; the latest when left out."),
        ], new() { ["200"] = null }),
        new("get", "/proofpacks/log/entries", "What was entered in the log", [
            Query("from", "integer", "The first entry, from 0."), Query("count", "integer", "1 to 200; 50 when left out."),
        ], new() { ["200"] = null }),
        new("get", "/proofpacks/openapi.json", "This description", [], new() { ["200"] = null }),
    ];

    /// <summary>The document.</summary>
    public static JsonObject Document()
    {
        var paths = new JsonObject();
        foreach (var path in endpoints.GroupBy(e => e.Path))
            paths[path.Key] = new JsonObject(path.Select(e => KeyValuePair.Create(e.Method, (JsonNode?)e.ToJson())));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Proof packs",
                ["version"] = "1",
                ["description"] = "Evidence that a stranger can verify offline. Answers are canonical JSON (RFC 8785), signed for the tenant: "
                    + "X-Signature is Base64 of HMAC-SHA256 over X-Signature-Timestamp, a line feed and the body.",
            },
            ["security"] = new JsonArray(new JsonObject { ["apiKey"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = Components(),
        };
    }

    static JsonObject Components() => new()
    {
        ["securitySchemes"] = new JsonObject
        {
            ["apiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = TenantGate.Header },
        },
        ["schemas"] = new JsonObject
        {
            ["Run"] = Object(["subject", "events"], ("subject", "string"), ("format", "string"), ("policyVersion", "string"),
                ("plan", "object"), ("events", "array")),
            ["Pack"] = Object(["format", "manifest"], ("format", "string"), ("events", "array"), ("manifest", "object"), ("log", "string")),
            ["Status"] = Object(["id", "status", "statusUrl", "packUrl"], ("id", "string"), ("status", "string"), ("statusUrl", "string"),
                ("packUrl", "string"), ("problem", "string")),
            ["List"] = Object(["packs"], ("packs", "array"), ("next", "string")),
            ["Hold"] = Object(["reason"], ("reason", "string")),
            ["Template"] = Object(["rules"], ("rules", "array")),
            ["Problem"] = Object(["type", "title", "status", "detail", "code"], ("type", "string"), ("title", "string"),
                ("status", "integer"), ("detail", "string"), ("code", "string"), ("problems", "array")),
        },
    };

    static JsonObject Object(string[] required, params (string Name, string Type)[] properties) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]),
        ["properties"] = new JsonObject(properties.Select(p =>
            KeyValuePair.Create(p.Name, (JsonNode?)new JsonObject { ["type"] = p.Type }))),
    };

    static Parameter Path(string name) => new(name, "path", "string", "");

    static Parameter Query(string name, string type, string what) => new(name, "query", type, what);

    static Parameter Header(string name, string what) => new(name, "header", "string", what);

    sealed record Parameter(string Name, string In, string Type, string What)
    {
        public JsonObject ToJson() => new()
        {
            ["name"] = Name,
            ["in"] = In,
            ["required"] = In == "path",
            ["description"] = What,
            ["schema"] = new JsonObject { ["type"] = Type },
        };
    }

    sealed record Endpoint(
        string Method, string Path, string Summary, Parameter[] Parameters, Dictionary<string, string?> Answers, string? Body = null)
    {
        public JsonObject ToJson()
        {
            var responses = new JsonObject();
            foreach (var (status, schema) in Answers)
                responses[status] = schema is null ? new JsonObject { ["description"] = Summary } : Content(Summary, "application/json", schema);
            responses["default"] = Content("Problem details (RFC 9457)", "application/problem+json", "#/components/schemas/Problem");
            var json = new JsonObject
            {
                ["summary"] = Summary,
                ["parameters"] = new JsonArray([.. Parameters.Select(p => (JsonNode)p.ToJson())]),
                ["responses"] = responses,
            };
            if (Body is not null)
                json["requestBody"] = Content("", "application/json", Body);
            return json;
        }

        static JsonObject Content(string description, string type, string schema)
        {
            var content = new JsonObject { [type] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = schema } } };
            return description.Length == 0
                ? new JsonObject { ["required"] = true, ["content"] = content }
                : new JsonObject { ["description"] = description, ["content"] = content };
        }
    }
}
