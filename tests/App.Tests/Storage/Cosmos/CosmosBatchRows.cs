using System.Text;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace Orchestrations.App.Tests.Storage.Cosmos;

/// <summary>The rows in which transactional batches travel: read on the server's side, as the client writes them.</summary>
static class CosmosBatchRows
{
    const int BatchResult = 2145473649;
    const int CreateType = 0;
    const int DeleteType = 4;
    const int ReplaceType = 5;

    static readonly LayoutResolverNamespace layouts = new(Namespace.Parse(Schemas()));

    /// <summary>The operations of a request.</summary>
    public static async Task<List<CosmosBatchOperation>> ReadAsync(byte[] body)
    {
        var operations = new List<CosmosBatchOperation>();
        using var stream = new MemoryStream(body);
        var result = await RecordIOStream.ReadRecordIOAsync(
            stream,
            (ReadOnlyMemory<byte> record) =>
            {
                operations.Add(Read(record));
                return Result.Success;
            },
            // Without room of its own it reads nothing and calls that success.
            resizer: new MemorySpanResizer<byte>(Math.Max(body.Length, 1)));
        return result == Result.Success ? operations : throw new InvalidDataException($"The batch cannot be read: {result}.");
    }

    /// <summary>The answer: each operation's status and ETag.</summary>
    public static async Task<byte[]> WriteAsync(IReadOnlyList<(int Status, string? ETag)> results)
    {
        using var stream = new MemoryStream();
        await RecordIOStream.WriteRecordIOAsync(stream, new Segment(), (long index, out ReadOnlyMemory<byte> record) =>
        {
            record = index < results.Count ? Write(results[(int)index]) : default;
            return Result.Success;
        });
        return stream.ToArray();
    }

    static CosmosBatchOperation Read(ReadOnlyMemory<byte> record)
    {
        var row = new RowBuffer(record.Length);
        if (!row.ReadFrom(record.Span, HybridRowVersion.V1, layouts))
            throw new InvalidDataException("An operation of the batch cannot be read.");
        var reader = new RowReader(ref row);
        var (type, id, body, match) = (0, "", Array.Empty<byte>(), (string?)null);
        while (reader.Read())
            switch (reader.Path.ToString())
            {
                case "operationType":
                    reader.ReadInt32(out type);
                    break;
                case "id":
                    reader.ReadString(out id);
                    break;
                case "resourceBody":
                    reader.ReadBinary(out body);
                    break;
                case "ifMatch":
                    reader.ReadString(out match);
                    break;
            }
        var method = type switch
        {
            CreateType => "POST",
            ReplaceType => "PUT",
            DeleteType => "DELETE",
            _ => throw new InvalidDataException($"The batch has an operation of type {type}, which this server does not know."),
        };
        return new CosmosBatchOperation(method, id, Encoding.UTF8.GetString(body), match);
    }

    static ReadOnlyMemory<byte> Write((int Status, string? ETag) result)
    {
        var row = new RowBuffer(256, new MemorySpanResizer<byte>(256));
        row.InitLayout(HybridRowVersion.V1, layouts.Resolve(new SchemaId(BatchResult)), layouts);
        RowWriter.WriteBuffer(ref row, result, static (ref RowWriter writer, TypeArgument _, (int Status, string? ETag) it) =>
        {
            writer.WriteInt32("statusCode", it.Status);
            writer.WriteInt32("subStatusCode", 0);
            return it.ETag is null ? Result.Success : writer.WriteString("eTag", it.ETag);
        });
        return row.ToArray();
    }

    // The client carries the schemas of both rows.
    static string Schemas()
    {
        using var text = new StreamReader(
            typeof(CosmosClient).Assembly.GetManifestResourceStream("Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json")!);
        return text.ReadToEnd();
    }
}

/// <summary>One operation of a batch.</summary>
/// <param name="Method">POST, PUT or DELETE, as it would be alone.</param>
/// <param name="Id">Empty for a create, whose body has it.</param>
/// <param name="Body">The document.</param>
/// <param name="IfMatch">The ETag it must still have.</param>
sealed record CosmosBatchOperation(string Method, string Id, string Body, string? IfMatch);
