<a class="back" href="/panel/tickets/<?cs var:Redact.Ticket ?>#m<?cs var:Redact.Message ?>"><?cs call:icon("back") ?><?cs var:Lang.Redact.Back ?></a>
<div class="page-head"><h1><?cs var:Lang.Redact.Title ?></h1></div>
<p class="dim lead"><?cs if:Redact.Author ?><?cs var:Redact.Author ?> · <?cs /if ?><?cs var:datetime(Redact.At) ?></p>
<form class="card panel narrow" id="redact" method="post" action="/panel/erase/ticket/<?cs var:Redact.Ticket ?>/message/<?cs var:Redact.Message ?>/preview" novalidate><?cs call:csrf() ?><input type="hidden" name="seen" value="<?cs var:Redact.Seen ?>">
<p><?cs var:Lang.Redact.Lead ?></p>
<?cs if:Redact.Cards ?><fieldset class="field"><legend><?cs var:Lang.Redact.Cards ?></legend>
<p class="hint"><?cs var:Lang.Redact.CardsHint ?></p>
<?cs each:c = Redact.Cards ?><label class="tick"><input type="checkbox" name="card" value="<?cs var:c.N ?>"<?cs if:c.On ?> checked<?cs /if ?>><span><?cs var:Lang.Redact.CardEnd ?> <?cs var:c.End ?></span></label>
<?cs /each ?></fieldset><?cs /if ?>
<div class="field"><label for="text"><?cs var:Lang.Redact.Text ?></label>
<textarea id="text" name="text" rows="2" maxlength="1000" autocomplete="off" aria-describedby="text-hint<?cs if:Error.text ?> text-mistake<?cs /if ?>"<?cs if:Error.text ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.text ?></textarea>
<p class="hint" id="text-hint"><?cs var:Lang.Redact.TextHint ?><span data-selection hidden> <?cs var:Lang.Redact.SelectionHint ?></span></p>
<?cs call:mistake("text-mistake", Error.text) ?>
<label class="tick"><input type="checkbox" name="everywhere" value="1"<?cs if:Redact.Everywhere ?> checked<?cs /if ?>><span><?cs var:Lang.Redact.Everywhere ?></span></label></div>
<fieldset class="field redact-pieces" data-pieces="text"><legend><?cs var:Lang.Redact.Pieces ?></legend>
<?cs each:p = Redact.Pieces ?><label class="tick"><input type="checkbox" name="piece" value="<?cs var:p.N ?>"<?cs if:p.On ?> checked<?cs /if ?>><span class="text"><?cs var:p.Text ?></span></label>
<?cs /each ?></fieldset>
<?cs if:Redact.Files ?><fieldset class="field"><legend><?cs var:Lang.Redact.Files ?></legend>
<?cs each:f = Redact.Files ?><label class="tick"><input type="checkbox" name="file" value="<?cs var:f.Id ?>"<?cs if:f.On ?> checked<?cs /if ?>><span><?cs var:f.Name ?> <span class="dim"><?cs var:size(f.Size) ?></span></span></label>
<?cs /each ?></fieldset><?cs /if ?>
<button type="submit" class="primary"><?cs var:Lang.Redact.Preview ?></button>
</form>
<form class="card panel narrow" method="post" action="/panel/erase/ticket/<?cs var:Redact.Ticket ?>/message/<?cs var:Redact.Message ?>/preview"><?cs call:csrf() ?><input type="hidden" name="seen" value="<?cs var:Redact.Seen ?>"><input type="hidden" name="all" value="1">
<h2><?cs var:Lang.Redact.All ?></h2>
<p class="dim"><?cs var:Lang.Redact.AllHint ?></p>
<button type="submit"><?cs var:Lang.Redact.PreviewAll ?></button>
</form>
