using System.Text;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.Tests.ProofPacks;

namespace Orchestrations.Domain.Tests.Notes;

public class NoteTests
{
    static readonly Checkpoint Head = new("proofs.example/tenant/acme", 20852163, MerkleHash.Leaf([1]));

    [Fact]
    public void Checkpoint_SignedAndReadBack_IsTheSameAndVerifies()
    {
        using var key = TestKeys.New();
        using var known = key.Public;
        var text = Head.Sign(key).ToString();
        var note = Read(text)!;

        Assert.Equal(Head, Checkpoint.Read(note.Text));
        Assert.Equal(text, note.ToString());
        var signature = Assert.Single(note.Signatures);
        Assert.Equal((Head.Origin, known.NoteId), (signature.Name, signature.KeyId));
        Assert.True(known.VerifiesNote(Encoding.UTF8.GetBytes(note.Text), signature.Signature));
        Assert.False(known.VerifiesNote(Encoding.UTF8.GetBytes(note.Text + "\n"), signature.Signature));
        Assert.Equal($"{Head.Origin}\n20852163\n{Head.Root.ToBase64()}\n", note.Text);
        Assert.StartsWith(note.Text + "\n\u2014 " + Head.Origin + " ", text, StringComparison.Ordinal);
    }

    // The format's own examples, of other people's keys.
    [Fact]
    public void Note_ExamplesOfTheFormat_AreRead()
    {
        var poem = Read("Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
            + "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n")!;
        Assert.EndsWith(":\n\ned è subito sera.\n", poem.Text, StringComparison.Ordinal);
        Assert.Equal(0x367BA04Bu, poem.Signatures[0].KeyId);
        var head = Checkpoint.Read("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")!;
        Assert.Equal(("example.com/behind-the-sofa", 20852163L), (head.Origin, head.Size));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name AAAAAAA=")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n— na+me AAAAAAA=\n")]
    [InlineData("text\n\n—  AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n— name AAAAAAB=\n")]
    [InlineData("text\n\n— name AAAAAAA= \n")]
    [InlineData("text\r\n\n— name AAAAAAA=\n")]
    [InlineData("te\txt\n\n— name AAAAAAA=\n")]
    public void Note_InAnotherForm_IsNone(string text) => Assert.Null(Read(text));

    [Theory]
    [InlineData("origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nmore\n")]
    [InlineData("an origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    public void Checkpoint_InAnotherForm_IsNone(string text) => Assert.Null(Checkpoint.Read(text));

    [Fact]
    public void Checkpoint_OfAnOriginThatIsNoName_IsNotSigned()
    {
        using var key = TestKeys.New();
        Assert.Equal("ORC-PROOF-005", Assert.Throws<DomainException>(() => (Head with { Origin = "a b" }).Sign(key)).Code);
    }

    [Fact]
    public void LogProof_WrittenAndReadBack_IsTheSame()
    {
        using var key = TestKeys.New();
        var text = PackSamples.Proof(key, [1, 2, 3], PackSamples.Log).ToString();
        var read = LogProof.Read(Encoding.UTF8.GetBytes(text), out _)!;
        Assert.Equal(text, read.ToString());
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nindex 5\n", text, StringComparison.Ordinal);
        var head = Checkpoint.Read(read.Note.Text)!;
        Assert.True(MerkleProof.Includes(MerkleHash.Leaf([1, 2, 3]), 5, head.Size, [.. read.Hashes], head.Root));

        foreach (var (from, to) in ((string, string)[])[
            ("tlog-proof@v1", "tlog-proof@v2"), ("index 5", "index 05"), ("index 5", "extra AA==\nindex 5"), ("index 5", "index -5"),
            ("=\n\n", "=\n")])
            Assert.Null(LogProof.Read(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), out _));
    }

    static SignedNote? Read(string text) => SignedNote.Read(Encoding.UTF8.GetBytes(text), out _);
}
