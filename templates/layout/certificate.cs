<?cs set:Paper.Path = string.slice(Page.Path, 0, string.length(Page.Path) - #6) ?><article class="paper">
<header class="paper-head"><div><h1><?cs var:Lang.Paper.Title ?></h1><p class="dim"><?cs var:Lang.Paper.Desk ?>: <strong><?cs var:Page.Account ?></strong> (<?cs var:Paper.Host ?>)</p></div><p class="paper-number"><?cs var:Lang.Paper.Number ?><br><strong><?cs var:Erasure.Id ?></strong></p></header>
<p><?cs var:Lang.Paper.Lead ?></p>
<section aria-labelledby="p-scope"><h2 id="p-scope"><?cs var:Lang.Paper.Scope ?></h2>
<p><strong><?cs var:Lang.Erase.Scope[Erasure.Scope] ?> <?cs var:Erasure.Subject ?></strong>. <?cs if:Erasure.Kept && Erasure.Scope == #6 ?><?cs var:Lang.Erase.CompanyKept ?><?cs elif:Erasure.Kept ?><?cs var:Lang.Paper.Kept ?><?cs else ?><?cs var:Lang.Paper.With ?><?cs /if ?> <?cs var:Lang.Paper.Door[Erasure.Door] ?>.</p></section>
<section aria-labelledby="p-when"><h2 id="p-when"><?cs var:Lang.Paper.When ?></h2>
<dl class="facts paper-two">
<?cs call:erase_time(Erasure.Asked, Lang.Erase.Asked, "") ?>
<?cs call:erase_time(Erasure.Unreadable, Lang.Erase.Unreadable, "") ?>
<?cs if:Erasure.LetGo ?><?cs call:erase_time(Erasure.LetGo, Lang.Mentions.LetGo, "") ?>
<?cs /if ?><?cs call:erase_time(Erasure.RowsGone, Lang.Erase.RowsGone, "") ?>
<?cs each:m = Erasure.Mirrors ?><div><dt><?cs var:Lang.Paper.Mirror ?> <?cs var:m.Label ?></dt><dd><time datetime="<?cs var:iso(m.At) ?>"><?cs var:datetime(m.At) ?></time></dd></div>
<?cs /each ?><?cs call:erase_time(Erasure.Certified, Lang.Paper.Certified, "") ?>
<?cs call:erase_time(Erasure.BytesGone, Lang.Erase.BytesGone, Lang.Erase.BytesNotYet) ?>
</dl><?cs if:!subcount(Erasure.Mirrors) ?><p class="dim"><?cs var:Lang.Paper.NoMirrors ?></p><?cs /if ?></section>
<section aria-labelledby="p-removed"><h2 id="p-removed"><?cs var:Lang.Paper.Removed ?></h2>
<?cs if:subcount(Erasure.Counts) ?><dl class="facts paper-three"><?cs each:c = Erasure.Counts ?><div><dt><code><?cs var:c.Name ?></code></dt><dd><?cs var:c.N ?></dd></div>
<?cs /each ?></dl><?cs else ?><p><?cs var:Lang.Paper.Nothing ?></p><?cs /if ?></section>
<section aria-labelledby="p-outside"><h2 id="p-outside"><?cs var:Lang.Paper.Outside ?></h2><p><?cs var:Lang.Erase.Outside ?><?cs each:c = Erasure.Counts ?><?cs if:c.Name == "mentions.rewritten" ?> <?cs var:Lang.Mentions.Rewritten ?><?cs elif:c.Name == "mentions.unseen" ?> <?cs var:Lang.Mentions.Unseen ?><?cs elif:c.Name == "mentions.unreadable" ?> <?cs var:Lang.Mentions.Unreadable ?><?cs elif:c.Name == "spam_sender" ?> <?cs var:Lang.Mentions.Senders ?><?cs /if ?><?cs /each ?></p></section>
<section aria-labelledby="p-signature"><h2 id="p-signature"><?cs var:Lang.Paper.Signature ?></h2>
<p class="paper-code"><code><?cs var:Paper.Signature ?></code></p>
<p class="dim"><?cs var:Lang.Paper.Key ?>: <code><?cs var:Paper.Key ?></code></p></section>
<section aria-labelledby="p-check"><h2 id="p-check"><?cs var:Lang.Paper.Check ?></h2>
<p><?cs var:Lang.Paper.CheckText ?> <span class="paper-url"><?cs var:Paper.KeyUrl ?></span></p>
<p><?cs var:Lang.Paper.CheckOne ?> <code>olvido certificate verify erasure-<?cs var:Erasure.Id ?>.json --key KEY.pem</code></p>
<p><?cs var:Lang.Paper.CheckTwo ?></p>
<pre class="paper-code"><code>f=erasure-<?cs var:Erasure.Id ?>.json
sed 's/^{"certificate":\(.*\),"algorithm".*/\1/' $f | tr -d '\n' &gt;inner
sed 's/.*"signature":"\([^"]*\)".*/\1==/' $f | tr '_-' '/+' | base64 -d &gt;sig
openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in inner -sigfile sig</code></pre></section>
</article>
<p class="no-print paper-acts"><a class="button" href="<?cs var:Paper.Path ?>/certificate" download><?cs var:Lang.Erase.Certificate ?></a> <a class="button" href="<?cs var:Paper.Path ?>"><?cs var:Lang.Erase.Back ?></a></p>
