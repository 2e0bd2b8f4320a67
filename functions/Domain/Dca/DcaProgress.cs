using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Dca;

/// <summary>How far a plan has come with each pair.</summary>
/// <param name="Pairs">One for each pair that anything happened to.</param>
public sealed record DcaProgress(IReadOnlyList<DcaPairProgress> Pairs)
{
    /// <summary>Nothing bought.</summary>
    public static DcaProgress None { get; } = new([]);

    /// <summary>How far it has come with one pair; zeros when nothing happened.</summary>
    public DcaPairProgress For(Pair pair) => Pairs.FirstOrDefault(p => p.Pair == pair) ?? DcaPairProgress.None(pair);

    /// <summary>The progress with one pair's part replaced.</summary>
    public DcaProgress With(DcaPairProgress pair) => new([.. Pairs.Where(p => p.Pair != pair.Pair), pair]);
}
