<h1><?cs var:Lang.Customer.Account ?></h1>
<section class="part" aria-labelledby="profile-head"><h2 id="profile-head"><?cs var:Lang.Customer.Profile ?></h2>
<form class="form" method="post" action="/account/profile" novalidate><?cs call:csrf() ?>
<div class="field"><span class="label"><?cs var:Lang.Portal.YourEmail ?></span> <span><?cs var:Account.Email ?></span></div>
<div class="field"><label for="name"><?cs var:Lang.Portal.YourName ?></label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="<?cs var:Form.name ?>"<?cs call:wrong("name-mistake", Error.name) ?>>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<div class="field"><label for="language"><?cs var:Lang.Site.Language ?></label>
<select id="language" name="language"<?cs call:wrong("language-mistake", Error.language) ?>>
<option value=""><?cs var:Lang.Customer.LanguageBrowser ?></option>
<option value="en" lang="en"<?cs if:Form.language == "en" ?> selected<?cs /if ?>><?cs var:Lang.Language.en ?></option>
<option value="es" lang="es"<?cs if:Form.language == "es" ?> selected<?cs /if ?>><?cs var:Lang.Language.es ?></option>
</select>
<?cs call:mistake("language-mistake", Error.language) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Customer.Save ?></button>
</form></section>
<section class="part" aria-labelledby="password-head"><h2 id="password-head"><?cs if:Account.Password ?><?cs var:Lang.Customer.ChangePassword ?><?cs else ?><?cs var:Lang.Customer.SetPassword ?><?cs /if ?></h2>
<form class="form" method="post" action="/account/password" novalidate><?cs call:csrf() ?>
<?cs if:Account.Password ?><div class="field"><label for="current"><?cs var:Lang.Customer.CurrentPassword ?></label>
<input id="current" name="current" type="password" autocomplete="current-password" required maxlength="128"<?cs call:wrong("current-mistake", Error.current) ?>>
<?cs call:mistake("current-mistake", Error.current) ?></div>
<?cs /if ?><div class="field"><label for="new"><?cs var:Lang.Customer.NewPassword ?></label>
<input id="new" name="new" type="password" autocomplete="new-password" required maxlength="128" aria-describedby="new-hint<?cs if:Error.new ?> new-mistake<?cs /if ?>"<?cs if:Error.new ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="new-hint"><?cs var:Lang.Customer.PasswordHint ?></p>
<?cs call:mistake("new-mistake", Error.new) ?></div>
<button type="submit"><?cs var:Lang.Customer.SavePassword ?></button>
</form></section>
<section class="part" aria-labelledby="factor-head"><h2 id="factor-head"><?cs var:Lang.Factor.Title ?></h2>
<p><?cs if:Account.Factor ?><?cs var:Lang.Factor.CodesOn ?><?cs elif:Account.Password ?><?cs var:Lang.Factor.Text ?><?cs else ?><?cs var:Lang.Customer.FactorFirst ?><?cs /if ?></p>
<?cs if:Account.Password ?><p><a class="button" href="/factor"><?cs var:Lang.Customer.FactorGo ?></a></p><?cs /if ?></section>
<section class="part" aria-labelledby="sessions-head"><h2 id="sessions-head"><?cs var:Lang.Customer.Sessions ?></h2>
<ul class="own-sessions">
<?cs each:s = Sessions ?><li><div><strong><?cs if:s.Label ?><?cs var:s.Label ?><?cs else ?><?cs var:Lang.Customer.SomeBrowser ?><?cs /if ?></strong><?cs if:s.This ?> <span class="badge badge-answered"><?cs var:Lang.Customer.ThisOne ?></span><?cs /if ?><?cs if:s.Link ?> <span class="dim"><?cs var:Lang.Customer.OneTicket ?></span><?cs /if ?>
<p class="dim"><?cs if:s.Prefix ?><?cs var:s.Prefix ?> · <?cs /if ?><?cs call:when(s.Seen) ?></p></div>
<?cs if:!s.This ?><form method="post" action="/account/sessions/<?cs var:s.Id ?>/revoke"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Customer.End ?><span class="visually-hidden">: <?cs var:s.Label ?></span></button></form><?cs /if ?></li>
<?cs /each ?></ul>
<form class="end" method="post" action="/account/sign-out"><?cs call:csrf() ?><p class="hint"><?cs var:Lang.Customer.SignOutText ?></p><button type="submit"><?cs var:Lang.Customer.SignOutAll ?></button></form>
</section>
<?cs if:subcount(Purposes) ?><section class="part" aria-labelledby="consent-head"><h2 id="consent-head"><?cs var:Lang.Consent.Yours ?></h2>
<p class="hint"><?cs var:Lang.Consent.YoursText ?></p>
<ul class="own-sessions">
<?cs each:p = Purposes ?><li><div><strong><?cs var:p.Name ?></strong><div class="text"><?cs uvar:p.Html.Body ?></div>
<?cs if:p.Given ?><p class="dim"><?cs var:Lang.Consent.Given ?> <?cs call:day(p.Given) ?></p><?cs if:p.Newer ?><p class="hint"><?cs var:Lang.Consent.Newer ?></p><?cs /if ?><?cs /if ?></div>
<form method="post" action="/account/consent<?cs if:p.Given ?>/withdraw<?cs /if ?>"><?cs call:csrf() ?><input type="hidden" name="purpose" value="<?cs var:p.Id ?>"><button type="submit"><?cs if:p.Given ?><?cs var:Lang.Consent.Withdraw ?><?cs else ?><?cs var:Lang.Consent.Agree ?><?cs /if ?><span class="visually-hidden">: <?cs var:p.Name ?></span></button></form></li>
<?cs /each ?></ul></section><?cs /if ?>
<section class="part" aria-labelledby="data-head"><h2 id="data-head"><?cs var:Lang.Export.Get ?></h2>
<p><?cs var:Lang.Export.GetText ?></p>
<p><a class="button" href="/account/data"><?cs var:Lang.Export.Get ?></a></p>
</section>
<section class="part" aria-labelledby="rights-head"><h2 id="rights-head"><?cs var:Lang.YourData.Title ?></h2>
<p><?cs var:Lang.YourData.AccountText ?></p>
<p><a class="button" href="/privacy/requests"><?cs var:Lang.YourData.Go ?></a></p></section>
<section class="part" aria-labelledby="erase-head"><h2 id="erase-head"><?cs var:Lang.Erase.Delete ?></h2>
<p><?cs var:Lang.Erase.DeleteText ?></p>
<p><a class="button" href="/erase"><?cs var:Lang.Erase.Delete ?></a></p></section>
