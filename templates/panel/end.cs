<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.End.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.End.Text ?></p>
<section class="card panel narrow" aria-labelledby="size"><h2 id="size"><?cs var:Lang.Erase.Goes ?></h2>
<dl class="facts">
<div><dt><?cs var:Lang.End.Host ?></dt><dd><?cs var:Host ?></dd></div>
<div><dt><?cs var:Lang.End.Contacts ?></dt><dd><?cs var:Size.Contacts ?></dd></div>
<div><dt><?cs var:Lang.End.Agents ?></dt><dd><?cs var:Size.Agents ?></dd></div>
<div><dt><?cs var:Lang.Erase.Tickets ?></dt><dd><?cs var:Size.Tickets ?></dd></div>
<div><dt><?cs var:Lang.Erase.Messages ?></dt><dd><?cs var:Size.Messages ?></dd></div>
<div><dt><?cs var:Lang.Erase.Files ?></dt><dd><?cs var:Size.Files ?></dd></div>
</dl></section>
<p class="notice"><?cs call:icon("clip") ?><span><?cs var:Lang.End.First ?> <a href="/panel/settings/account"><?cs var:Lang.Whole.Export ?></a></span></p>
<?cs if:Ending.At ?><section class="card panel narrow" aria-labelledby="ending"><h2 id="ending"><?cs var:Lang.End.Asked ?></h2>
<p><?cs var:Lang.End.Bar ?> <?cs var:datetime(Ending.At) ?>.</p>
<form method="post" action="/panel/erase/account/cancel"><?cs call:csrf() ?>
<button type="submit"><?cs var:Lang.End.Cancel ?></button></form></section><?cs /if ?>
<?cs if:Held ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Erase.Held ?> <?cs call:day(Held) ?></span></p>
<?cs else ?><form class="card panel narrow" method="post" action="/panel/erase/account" novalidate><?cs call:csrf() ?>
<fieldset class="field"<?cs if:Error.when ?> aria-describedby="when-mistake"<?cs /if ?>><legend><?cs var:Lang.End.When ?></legend>
<label class="tick"><input type="radio" name="when" value="later"<?cs if:Form.when == "later" ?> checked<?cs /if ?>><span><?cs var:Lang.End.Later ?></span></label>
<label class="tick"><input type="radio" name="when" value="now"<?cs if:Form.when == "now" ?> checked<?cs /if ?>><span><?cs var:Lang.End.Now ?></span></label>
<?cs call:mistake("when-mistake", Error.when) ?></fieldset>
<?cs call:erase_sure() ?>
<button type="submit" class="primary"><?cs var:Lang.End.Go ?></button>
<p class="hint"><?cs var:Lang.End.Certificate ?> <?cs var:Lang.Erase.Outside ?></p>
</form><?cs /if ?>
