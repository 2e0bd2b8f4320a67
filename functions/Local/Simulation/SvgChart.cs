using System.Globalization;
using System.Net;
using System.Text;

namespace Orchestrations.Local.Simulation;

/// <summary>A line chart over days as inline SVG: no script, no font, no colour of its own but classes of the page.</summary>
/// <param name="title">What it shows, in a few words.</param>
/// <param name="description">What a reader would see in it, for those who do not.</param>
/// <param name="unit">Of the vertical axis.</param>
sealed class SvgChart(string title, string description, string unit)
{
    const int Width = 960;
    const int Height = 300;
    const int Left = 76;
    const int Right = 12;
    const int Top = 12;
    const int Bottom = 28;
    const int MostPoints = 600;
    const int Ticks = 5;
    const int DaysNamed = 8 * 31;

    static readonly decimal[] steps = [1m, 2m, 2.5m, 5m];

    readonly List<(string Name, int Colour, bool Filled, IReadOnlyList<(DateOnly Day, decimal Value)> Points)> series = [];

    /// <summary>Adds a line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="colour">1 to 5: a class of the page.</param>
    /// <param name="points">Day by day.</param>
    /// <param name="filled">True to fill the area down to zero.</param>
    public SvgChart Add(string name, int colour, IEnumerable<(DateOnly Day, decimal Value)> points, bool filled = false)
    {
        series.Add((name, colour, filled, [.. points]));
        return this;
    }

    /// <summary>The figure.</summary>
    public string ToHtml()
    {
        var all = series.SelectMany(line => line.Points).ToList();
        if (all.Count < 2)
            return "";
        var (first, last) = (all.Min(p => p.Day), all.Max(p => p.Day));
        var step = Step(all.Max(p => p.Value) - Math.Min(0m, all.Min(p => p.Value)));
        var low = decimal.Floor(Math.Min(0m, all.Min(p => p.Value)) / step) * step;
        var high = Math.Max(low + step, decimal.Ceiling(all.Max(p => p.Value) / step) * step);
        decimal X(DateOnly day) => Left + (decimal)(day.DayNumber - first.DayNumber) / Math.Max(1, last.DayNumber - first.DayNumber)
            * (Width - Left - Right);
        decimal Y(decimal value) => Top + (high - value) / (high - low) * (Height - Top - Bottom);
        var svg = new StringBuilder();
        Line(svg, $"<figure tabindex=\"0\"><figcaption>{Text(title)}</figcaption>");
        Line(svg, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(title)}. {Text(description)}\">");
        for (var value = low; value <= high; value += step)
        {
            Line(svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/>");
            Line(svg, $"<text class=\"axis\" x=\"{Left - 8}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value:#,0.##}{unit}</text>");
        }
        // Two marks within one month would have the same name.
        var naming = last.DayNumber - first.DayNumber > DaysNamed ? "yyyy-MM" : "yyyy-MM-dd";
        foreach (var day in Days(first, last))
        {
            var name = day.ToString(naming, CultureInfo.InvariantCulture);
            Line(svg, $"<text class=\"axis\" x=\"{X(day):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{name}</text>");
        }
        foreach (var (_, colour, filled, points) in series)
        {
            var path = string.Join(' ', Thinned(points).Select(p => Invariant($"{X(p.Day):0.#},{Y(p.Value):0.#}")));
            if (filled)
                Line(svg, $"<polygon class=\"area c{colour}\" points=\"{X(first):0.#},{Y(0m):0.#} {path} {X(last):0.#},{Y(0m):0.#}\"/>");
            Line(svg, $"<polyline class=\"line c{colour}\" points=\"{path}\"/>");
        }
        svg.Append("</svg>\n");
        if (series.Count > 1)
            Line(svg, $"<p class=\"legend\">{string.Join(' ', series.Select(Key))}</p>");
        return svg.Append("</figure>\n").ToString();
    }

    static string Key((string Name, int Colour, bool Filled, IReadOnlyList<(DateOnly, decimal)> Points) line) =>
        $"<span><i class=\"c{line.Colour}\"></i>{Text(line.Name)}</span>";

    // 1, 2, 2.5 or 5 times a power of ten, as far as two decimals say it in whole: a mark is where its name says.
    static decimal Step(decimal range)
    {
        for (var power = 0.01m; ; power *= 10m)
        {
            foreach (var times in steps)
            {
                var step = power * times;
                if (decimal.IsInteger(100m * step) && step * Ticks >= range)
                    return step;
            }
        }
    }

    static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        const int most = 8;
        var days = last.DayNumber - first.DayNumber;
        for (var i = 1; i < most; i++)
            yield return first.AddDays(days * i / most);
    }

    // The extremes of each stretch stay, so that no peak or trough is lost.
    static IEnumerable<(DateOnly Day, decimal Value)> Thinned(IReadOnlyList<(DateOnly Day, decimal Value)> points)
    {
        var size = (points.Count * 2 + MostPoints - 1) / MostPoints;
        return size <= 2
            ? points
            : points.Chunk(size).SelectMany(part => new[] { part.MinBy(p => p.Value), part.MaxBy(p => p.Value) }.OrderBy(p => p.Day).Distinct());
    }

    static void Line(StringBuilder text, FormattableString line) => text.Append(Invariant(line)).Append('\n');

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
