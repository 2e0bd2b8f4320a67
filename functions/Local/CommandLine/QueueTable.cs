using System.Text.Json;
using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary>Entities with their counts, one a line.</summary>
static class QueueTable
{
    static readonly string[] counts = ["active", "scheduled", "locked", "deadLetters"];

    public static void Print(IAnsiConsole console, JsonElement entities)
    {
        if (entities.GetArrayLength() == 0)
        {
            console.WriteLine("There are no queues or topics.");
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumn("entity").AddColumn("kind");
        foreach (var count in counts)
            table.AddColumn(new TableColumn(count == "deadLetters" ? "dead" : count).RightAligned());
        foreach (var entity in entities.EnumerateArray())
        {
            string[] cells =
            [
                Markup.Escape(entity.GetProperty("name").GetString()!),
                entity.GetProperty("kind").GetString()!.ToLowerInvariant(),
                .. counts.Select(count => entity.GetProperty(count).ToString()),
            ];
            table.AddRow(cells);
        }

        console.Write(table);
    }
}
