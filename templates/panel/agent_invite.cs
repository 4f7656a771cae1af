<?cs call:settings_nav() ?>
<a class="back" href="/panel/settings/agents"><?cs call:icon("back") ?><?cs var:Lang.People.Agents ?></a>
<div class="page-head"><h1><?cs var:Lang.People.Invite ?></h1></div>
<form class="card panel narrow" method="post" action="/panel/settings/agents/invite" novalidate><?cs call:csrf() ?>
<div class="field"><label for="email"><?cs var:Lang.Panel.Email ?></label>
<input id="email" name="email" type="email" autocomplete="off" required maxlength="254" value="<?cs var:Form.email ?>" aria-describedby="email-hint<?cs if:Error.email ?> email-mistake<?cs /if ?>"<?cs if:Error.email ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="email-hint"><?cs var:Lang.People.InviteHint ?></p>
<?cs call:mistake("email-mistake", Error.email) ?></div>
<div class="field"><label for="role"><?cs var:Lang.People.RoleHead ?></label>
<select id="role" name="role"><option value="agent"><?cs var:Lang.Panel.Role.1 ?></option><option value="admin"<?cs if:Form.role == "admin" ?> selected<?cs /if ?>><?cs var:Lang.Panel.Role.2 ?></option></select></div>
<div class="field"><label for="language"><?cs var:Lang.Panel.Language ?></label>
<select id="language" name="language"><option value="en" lang="en"<?cs if:Page.Language == "en" ?> selected<?cs /if ?>><?cs var:Lang.Language.en ?></option><option value="es" lang="es"<?cs if:Page.Language == "es" ?> selected<?cs /if ?>><?cs var:Lang.Language.es ?></option></select></div>
<?cs call:department_choice() ?>
<button type="submit" class="primary"><?cs var:Lang.People.InviteSend ?></button>
</form>
