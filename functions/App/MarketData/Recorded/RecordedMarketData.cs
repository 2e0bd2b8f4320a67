using System.Collections.Frozen;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData.Recorded;

/// <summary>
/// Market data from files: <c>spot-daily/&lt;SYMBOL&gt;_1d.csv</c>, and <c>spot-hourly/&lt;SYMBOL&gt;_1h.csv</c> for the
/// hours it covers. All files are read and checked at the start.
/// </summary>
/// <remarks>
/// A quote is the close of the last bar that has closed by the clock's now, and bid and ask lie a half-spread around it. Its
/// time is now as long as that bar is the newest there could be, because a recorded market has nothing fresher to say; in a
/// gap, and after the data's end, its time is that bar's close, so that a rule against stale quotes can refuse it.
/// </remarks>
public sealed class RecordedMarketData : IMarketData
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    readonly FrozenDictionary<Pair, RecordedSeries> series;
    readonly TimeProvider clock;
    readonly RecordedMarketDataOptions options;

    RecordedMarketData(
        string folder, Dictionary<Pair, RecordedSeries> series, TimeProvider clock, RecordedMarketDataOptions options)
    {
        this.series = series.ToFrozenDictionary();
        this.clock = clock;
        this.options = options;
        Description = $"recorded data in {folder}";
    }

    /// <inheritdoc />
    public string Description { get; }

    /// <summary>The pairs that were loaded, by symbol.</summary>
    public IReadOnlyList<Pair> Pairs => [.. series.Keys.OrderBy(pair => pair.Symbol, StringComparer.Ordinal)];

    /// <summary>Reads and checks the files.</summary>
    /// <param name="folder">The folder that holds <c>spot-daily</c>.</param>
    /// <param name="clock">Whose now decides which bars have closed.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="RecordedDataException">ORC-DATA-001 to -006: a file is missing or wrong.</exception>
    public static RecordedMarketData Load(string folder, TimeProvider clock, RecordedMarketDataOptions? options = null)
    {
        options ??= new RecordedMarketDataOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.HalfSpreadBasisPoints, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.TickSize, nameof(options));
        var series = new Dictionary<Pair, RecordedSeries>();
        foreach (var pair in options.Pairs ?? FindPairs(folder))
            series[pair] = LoadPair(folder, pair, options.AllowGaps);
        return new RecordedMarketData(folder, series, clock, options);
    }

    /// <summary>When the first price of a pair became known, and when the last.</summary>
    /// <exception cref="MarketDataUnavailableException">There is no file for the pair.</exception>
    public (DateTimeOffset From, DateTimeOffset To) Coverage(Pair pair) => (Series(pair).FirstClose, Series(pair).LastClose);

    /// <inheritdoc />
    public Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (bar, isNewest) = Series(pair).LastClosed(now);
        if (bar is null)
            throw new MarketDataUnavailableException(
                pair, FormattableString.Invariant($"the first recorded bar closes at {Series(pair).FirstClose:u}"));
        var last = new Price(bar.Close, pair);
        var share = options.HalfSpreadBasisPoints / 10_000m;
        // Rounding to the tick's digits changes no value: it drops the zeros that multiplication left behind.
        var digits = options.TickSize.Scale;
        var bid = Math.Max(options.TickSize, decimal.Round(Rounding.Down(bar.Close * (1m - share), options.TickSize), digits));
        var ask = decimal.Round(Rounding.Up(bar.Close * (1m + share), options.TickSize), digits);
        return Task.FromResult(
            new Quote(new Price(bid, pair), new Price(ask, pair), last, isNewest ? now : bar.CloseTime));
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var bars = Series(pair).LastDaily(clock.GetUtcNow(), count);
        return bars.Count > 0
            ? Task.FromResult(bars)
            : throw new MarketDataUnavailableException(pair, "no recorded daily bar has closed yet");
    }

    /// <summary>When the price of a pair that is known now was made: the last close.</summary>
    internal DateTimeOffset LastClose(Pair pair) =>
        Series(pair).LastClosed(clock.GetUtcNow()).Bar?.CloseTime ?? Series(pair).FirstClose;

    /// <summary>
    /// The bars that closed after a time and up to now: hours where every hour of the day is there, otherwise the hours there
    /// are and then the day, so that what happened in a missing hour is not lost.
    /// </summary>
    internal IReadOnlyList<Bar> FinestBars(Pair pair, DateTimeOffset after) => Series(pair).Finest(after, clock.GetUtcNow());

    RecordedSeries Series(Pair pair) => series.TryGetValue(pair, out var found)
        ? found
        : throw new MarketDataUnavailableException(pair, $"{Description} has no file for it");

    static List<Pair> FindPairs(string folder)
    {
        var daily = Path.Combine(folder, "spot-daily");
        if (!Directory.Exists(daily))
            throw new RecordedDataException(
                RecordedDataException.Missing, daily, 0,
                "there is no such folder. Name the folder that holds spot-daily/<SYMBOL>_1d.csv.");
        var pairs = new List<Pair>();
        foreach (var file in Directory.EnumerateFiles(daily, "*_1d.csv").Order(StringComparer.Ordinal))
            pairs.Add(PairOf(file));
        return pairs.Count > 0
            ? pairs
            : throw new RecordedDataException(
                RecordedDataException.Missing, daily, 0, "holds no file <SYMBOL>_1d.csv, such as BTCUSDT_1d.csv.");
    }

    static Pair PairOf(string file)
    {
        try
        {
            return Pair.Parse(Path.GetFileName(file)[..^"_1d.csv".Length]);
        }
        catch (DomainException cause)
        {
            throw new RecordedDataException(
                RecordedDataException.Missing, file, 0, $"its name does not start with a symbol: {cause.Message}", cause);
        }
    }

    static RecordedSeries LoadPair(string folder, Pair pair, bool allowGaps)
    {
        var daily = BarFile.Read(
            Path.Combine(folder, "spot-daily", pair.Symbol + "_1d.csv"), pair, Day, (_, _) => allowGaps);
        var file = Path.Combine(folder, "spot-hourly", pair.Symbol + "_1h.csv");
        // Hours are missing where an exchange was down. The daily file then still has the day, and the quote shows its age.
        var days = daily.Select(bar => bar.OpenTime).ToHashSet();
        var hourly = File.Exists(file)
            ? BarFile.Read(file, pair, Hour, (from, to) => allowGaps || DaysOf(from, to).All(days.Contains))
            : [];
        return new RecordedSeries(daily, hourly);
    }

    static IEnumerable<DateTimeOffset> DaysOf(DateTimeOffset from, DateTimeOffset to)
    {
        for (var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); day < to; day = day.AddDays(1))
            yield return day;
    }
}
