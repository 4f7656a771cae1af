<?cs call:settings_nav() ?><?cs

def:tokens(list) ?><ul class="sessions card narrow">
<?cs each:k = list ?><li>
<div class="grow"><strong><?cs if:k.Name ?><?cs var:k.Name ?><?cs else ?>…<?cs var:k.Tail ?><?cs /if ?></strong><?cs if:k.Agent ?> · <?cs var:k.Agent ?><?cs /if ?><?cs if:!k.Alive ?> <span class="badge badge-closed"><?cs var:Lang.Tokens.Ended ?></span><?cs /if ?>
<p class="dim"><code>…<?cs var:k.Tail ?></code><?cs each:s = k.Scopes ?> · <code><?cs var:s.Name ?></code><?cs /each ?> · <?cs var:Lang.Tokens.Until ?> <?cs call:day(k.Expires) ?> · <?cs if:k.Used ?><?cs var:Lang.Tokens.Used ?> <?cs call:day(k.Used) ?><?cs else ?><?cs var:Lang.Tokens.Unused ?><?cs /if ?><?cs if:k.Networks ?> · <?cs var:Lang.Tokens.Limited ?><?cs /if ?></p></div>
<?cs each:let = k.Let ?><form method="post" action="/panel/settings/tokens/<?cs var:k.Id ?>/<?cs if:let.Key == "Erase" ?>erase"><?cs else ?>let"><input type="hidden" name="what" value="<?cs var:let.Name ?>"><?cs /if ?><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Tokens.Let[let.Key] ?><span class="visually-hidden">: <?cs var:k.Name ?></span></button></form><?cs /each ?>
<?cs if:k.Alive ?><form method="post" action="/panel/settings/tokens/<?cs var:k.Id ?>/revoke"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Tokens.Revoke ?><span class="visually-hidden">: <?cs var:k.Name ?></span></button></form><?cs /if ?>
</li>
<?cs /each ?></ul><?cs /def ?>
<div class="page-head"><h1><?cs var:Lang.Tokens.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Tokens.Text ?></p>
<?cs if:Token.Made ?><section class="card panel narrow" role="status" aria-labelledby="made-head"><h2 id="made-head"><?cs var:Lang.Tokens.Made ?></h2>
<p><code id="made"><?cs var:Token.Made ?></code></p>
<p class="hint"><?cs var:Lang.Tokens.MadeHint ?></p></section><?cs /if ?>
<?cs if:subcount(Mine) ?><?cs call:tokens(Mine) ?><?cs /if ?>
<section class="section" aria-labelledby="new-head"><h2 id="new-head"><?cs var:Lang.Tokens.New ?></h2>
<form class="card panel narrow" method="post" action="/panel/settings/tokens" novalidate><?cs call:csrf() ?>
<div class="field"><label for="name"><?cs var:Lang.Tokens.Name ?></label>
<input id="name" name="name" required maxlength="60" autocomplete="off" value="<?cs if:!Token.Made ?><?cs var:Form.name ?><?cs /if ?>" aria-describedby="name-hint<?cs if:Error.name ?> name-mistake<?cs /if ?>"<?cs if:Error.name ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="name-hint"><?cs var:Lang.Tokens.NameHint ?></p>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<fieldset class="field"><legend><?cs var:Lang.Tokens.Scopes ?></legend>
<label class="check"><input type="checkbox" name="tickets.read" value="1"> <code>tickets.read</code> <?cs var:Lang.Tokens.TicketsRead ?></label>
<label class="check"><input type="checkbox" name="privacy" value="1"> <code>privacy</code> <?cs var:Lang.Tokens.Privacy ?></label></fieldset>
<div class="field"><label for="expires"><?cs var:Lang.Tokens.Expires ?></label>
<input id="expires" name="expires" type="date" required min="<?cs var:Token.Today ?>" max="<?cs var:Token.Last ?>" value="<?cs var:Form.expires ?>"<?cs call:wrong("expires-mistake", Error.expires) ?>>
<?cs call:mistake("expires-mistake", Error.expires) ?></div>
<div class="field"><label for="networks"><?cs var:Lang.Tokens.Networks ?></label>
<textarea id="networks" name="networks" rows="3" maxlength="2000" spellcheck="false" autocomplete="off" aria-describedby="networks-hint<?cs if:Error.networks ?> networks-mistake<?cs /if ?>"<?cs if:Error.networks ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.networks ?></textarea>
<p class="hint" id="networks-hint"><?cs var:Lang.Tokens.NetworksHint ?></p>
<?cs call:mistake("networks-mistake", Error.networks) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Tokens.Make ?></button>
<?cs if:Token.Provider ?><button type="submit" formaction="/panel/settings/tokens/provider" aria-describedby="provider-hint"><?cs var:Lang.Tokens.MakeProvider ?></button>
<p class="hint" id="provider-hint"><?cs var:Lang.Tokens.ProviderHint ?></p><?cs /if ?>
</form></section>
<?cs if:subcount(Others) ?><section class="section" aria-labelledby="others-head"><h2 id="others-head"><?cs var:Lang.Tokens.Others ?></h2>
<?cs call:tokens(Others) ?></section><?cs /if ?>
