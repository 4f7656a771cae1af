<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Domain.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Domain.Lead ?> <strong><?cs var:Own ?></strong>.</p>
<?cs if:subcount(Domains) == #0 ?><p class="dim"><?cs var:Lang.Domain.None ?></p><?cs /if ?>
<?cs each:d = Domains ?><section class="card panel narrow loose" aria-labelledby="d<?cs var:d.Id ?>"><h2 id="d<?cs var:d.Id ?>"><?cs var:d.Host ?></h2>
<p><strong><?cs var:Lang.Domain.State[d.State] ?></strong><?cs if:!d.Leaving ?>. <?cs var:Lang.Domain.Proof[d.Proof] ?> <span class="dim"><?cs if:d.Due ?><?cs var:Lang.Domain.Waiting ?><?cs elif:d.Looked ?><?cs var:Lang.Domain.Looked ?> <?cs call:when(d.Looked) ?><?cs else ?><?cs var:Lang.Domain.NotLooked ?><?cs /if ?></span><?cs /if ?></p>
<?cs if:d.State == #3 ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:Lang.Domain.LostText ?></span></p><?cs /if ?>
<?cs if:d.Open ?><p><?cs var:Lang.Domain.How ?></p>
<h3><?cs var:Lang.Domain.Record ?></h3>
<dl class="facts"><div><dt><?cs var:Lang.Domain.RecordName ?></dt><dd><code class="key"><?cs var:d.Record ?></code></dd></div>
<div><dt><?cs var:Lang.Domain.RecordValue ?></dt><dd><code class="key">olvido=<?cs var:d.Token ?></code></dd></div></dl>
<h3><?cs var:Lang.Domain.File ?></h3>
<dl class="facts"><div><dt><?cs var:Lang.Domain.FileWhere ?></dt><dd><code class="key"><?cs var:d.File ?></code></dd></div>
<div><dt><?cs var:Lang.Domain.FileText ?></dt><dd><code class="key"><?cs var:d.Token ?></code></dd></div></dl><?cs /if ?>
<?cs if:!d.Leaving ?><div class="acts"><form method="post" action="/panel/settings/domains/look"><?cs call:csrf() ?><input type="hidden" name="domain" value="<?cs var:d.Id ?>"><button type="submit"><?cs var:Lang.Domain.Look ?><span class="visually-hidden">: <?cs var:d.Host ?></span></button></form>
<form method="post" action="/panel/settings/domains/remove"><?cs call:csrf() ?><input type="hidden" name="domain" value="<?cs var:d.Id ?>"><button type="submit"><?cs var:Lang.Domain.Remove ?><span class="visually-hidden">: <?cs var:d.Host ?></span></button></form></div><?cs /if ?>
</section>
<?cs /each ?>
<form class="card panel narrow" method="post" action="/panel/settings/domains" novalidate><?cs call:csrf() ?>
<h2><?cs var:Lang.Domain.Add ?></h2>
<div class="field"><label for="name"><?cs var:Lang.Domain.Name ?></label>
<input id="name" name="name" maxlength="254" required autocomplete="off" autocapitalize="none" spellcheck="false" value="<?cs var:Form.name ?>" aria-describedby="name-hint<?cs if:Error.name ?> name-mistake<?cs /if ?>"<?cs if:Error.name ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="name-hint"><?cs var:Lang.Domain.NameHint ?></p>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Domain.Add ?></button>
</form>
