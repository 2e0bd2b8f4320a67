using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Tests.OpenApi;

/// <summary>
/// Describes an assembly's HTTP functions as OpenAPI 3.1: routes and methods from the triggers, words from the documentation,
/// bodies from <see cref="ConsumesAttribute"/>, answers from <see cref="ProducesResponseTypeAttribute"/>.
/// </summary>
sealed partial class OpenApiDocument
{
    readonly DocumentedMembers documented;
    readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);

    OpenApiDocument(Assembly assembly) => documented = new DocumentedMembers(assembly);

    /// <summary>The description of every HTTP function but those of the portal's pages.</summary>
    public static JsonObject Of(Assembly assembly)
    {
        var document = new OpenApiDocument(assembly);
        var paths = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (method, trigger) in Functions(assembly))
        {
            var path = "/" + trigger.Route!.TrimStart('/');
            if (!paths.TryGetValue(path, out var operations))
                paths[path] = operations = [];
            foreach (var verb in trigger.Methods!)
                operations[verb] = document.Operation(method, trigger, path);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Orchestrations",
                ["version"] = "1",
                ["description"] = "Durable operations for a crypto portfolio. Amounts are decimals written as strings. Every error is "
                    + "problem details (RFC 9457) with a stable code; docs/errors has a page for each. Durable instances are also "
                    + "served under /runtime/webhooks/durabletask, as the Durable Functions host does. Answers below /proofpacks are canonical "
                    + "JSON (RFC 8785) with Content-Digest, signed for the tenant: X-Signature is Base64 of HMAC-SHA256 over "
                    + "X-Signature-Timestamp, a line feed and the body. With Accept-Signature they carry an HTTP message signature (RFC 9421) too.",
            },
            ["paths"] = new JsonObject(paths.Select(path => KeyValuePair.Create(path.Key, (JsonNode?)path.Value))),
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(document.schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" },
                    ["tenantKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = TenantGate.Header },
                },
            },
        };
    }

    /// <summary>The HTTP functions that are the API.</summary>
    public static IEnumerable<(MethodInfo Method, HttpTriggerAttribute Trigger)> Functions(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type.Namespace != "Orchestrations.App.Portal"
        from method in type.GetMethods()
        where method.GetCustomAttribute<FunctionAttribute>() is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        orderby trigger.Route, method.Name
        select (method, trigger);

    JsonObject Operation(MethodInfo method, HttpTriggerAttribute trigger, string path)
    {
        var operation = new JsonObject
        {
            ["operationId"] = method.GetCustomAttribute<FunctionAttribute>()!.Name,
            ["tags"] = new JsonArray(method.DeclaringType!.Namespace!.Split('.')[^1]),
            ["summary"] = documented.Of(method),
            ["parameters"] = new JsonArray([.. PathParameters(path), .. QueryParameters(method), .. HeaderParameters(method)]),
        };
        if (method.GetCustomAttributes<ConsumesAttribute>().FirstOrDefault() is { } consumes)
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content(consumes.ContentTypes[0], BodyType(method)),
            };
        operation["responses"] = Responses(method);
        operation["security"] = Security(method, trigger);
        return operation;
    }

    static JsonArray Security(MethodInfo method, HttpTriggerAttribute trigger)
    {
        if (trigger.AuthLevel != AuthorizationLevel.Anonymous)
            return [new JsonObject { ["key"] = new JsonArray() }];
        if (method.GetCustomAttribute<TenantKeyAttribute>() is not { } tenant)
            return [];
        var needed = new JsonObject { ["tenantKey"] = new JsonArray() };
        return tenant.Optional ? [needed, new JsonObject()] : [needed];
    }

    static Type? BodyType(MethodInfo method) => method.CustomAttributes
        .First(a => a.AttributeType == typeof(ConsumesAttribute)).ConstructorArguments
        .Select(argument => argument.Value).OfType<Type>().FirstOrDefault();

    JsonObject Responses(MethodInfo method)
    {
        var responses = new JsonObject();
        foreach (var answer in method.GetCustomAttributes<ProducesResponseTypeAttribute>().OrderBy(a => a.StatusCode))
            responses[answer.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = answer.Description ?? "",
                ["content"] = ContentOf(answer),
            };
        responses["default"] = new JsonObject
        {
            ["description"] = "What went wrong, with a stable code.",
            ["content"] = Content("application/problem+json", typeof(ProblemBody)),
        };
        foreach (var response in responses.Select(r => r.Value!.AsObject()).Where(r => r["content"] is null).ToList())
            response.Remove("content");
        return responses;
    }

    JsonObject? ContentOf(ProducesResponseTypeAttribute answer)
    {
        var types = new MediaTypeCollection();
        ((IApiResponseMetadataProvider)answer).SetContentTypes(types);
        var body = answer.Type == typeof(void) ? null : answer.Type;
        return types.Count > 0 ? new JsonObject { [types[0]] = new JsonObject() }
            : body is null ? null : Content("application/json", body);
    }

    JsonObject Content(string type, Type? body) => new()
    {
        [type] = body is null ? new JsonObject() : new JsonObject { ["schema"] = SchemaOf(body) },
    };

    JsonObject SchemaOf(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new JsonObject { ["type"] = "array", ["items"] = SchemaOf(type.GetGenericArguments()[0]) };
        if (!schemas.ContainsKey(type.Name))
            schemas[type.Name] = Rooted(type.Name, JsonSchemaExporter.GetJsonSchemaAsNode(StoreJson.Options, type, new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, node) =>
                {
                    var known = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
                    var schema = node as JsonObject ?? [];
                    if (known == typeof(decimal))
                        schema = new JsonObject { ["type"] = "string", ["format"] = "decimal" };
                    else if (known == typeof(DateTimeOffset))
                        schema["format"] = "date-time";
                    if (WordsFor(context) is { } words)
                        schema["description"] = words;
                    return schema;
                },
            }));
        return new JsonObject { ["$ref"] = "#/components/schemas/" + type.Name };
    }

    string? WordsFor(JsonSchemaExporterContext context)
    {
        var app = typeof(StoreJson).Assembly;
        if (context.PropertyInfo is not { } property)
            return context.TypeInfo.Type.Assembly == app ? documented.Of(context.TypeInfo.Type) : null;
        return property.AttributeProvider is PropertyInfo known && known.DeclaringType?.Assembly == app ? documented.Of(known) : null;
    }

    // A type that contains itself refers to a place in its own schema, which is now a part of the whole document.
    static JsonNode Rooted(string name, JsonNode node)
    {
        if (node is JsonObject schema)
            foreach (var (key, value) in schema.ToList())
                if (key == "$ref" && value!.GetValue<string>() is ['#', .. var place])
                    schema["$ref"] = $"#/components/schemas/{name}{place}";
                else if (value is not null)
                    Rooted(name, value);
        if (node is JsonArray items)
            foreach (var item in items.OfType<JsonNode>())
                Rooted(name, item);
        return node;
    }

    static IEnumerable<JsonNode> PathParameters(string path) => RouteParameter().Matches(path).Select(match => new JsonObject
    {
        ["name"] = match.Groups[1].Value,
        ["in"] = "path",
        ["required"] = true,
        ["schema"] = new JsonObject { ["type"] = "string" },
    });

    static IEnumerable<JsonNode> QueryParameters(MethodInfo method) => method.GetCustomAttributes<QueryAttribute>()
        .OrderBy(query => query.Name, StringComparer.Ordinal)
        .Select(query => new JsonObject
        {
            ["name"] = query.Name,
            ["in"] = "query",
            ["description"] = query.Description,
            ["schema"] = new JsonObject { ["type"] = "string" },
        });

    static IEnumerable<JsonNode> HeaderParameters(MethodInfo method) => method.GetCustomAttributes<RequestHeaderAttribute>()
        .OrderBy(header => header.Name, StringComparer.Ordinal)
        .Select(header => new JsonObject
        {
            ["name"] = header.Name,
            ["in"] = "header",
            ["description"] = header.Description,
            ["schema"] = new JsonObject { ["type"] = "string" },
        });

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteParameter();
}
