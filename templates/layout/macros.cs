<?cs # Small pieces that pages of both programs share. No output of its own. ?><?cs

def:csrf() ?><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><?cs /def ?><?cs

def:icon(name) ?><svg class="icon" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v=<?cs var:Page.Version ?>#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

def:mark() ?><svg class="mark" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v=<?cs var:Page.Version ?>#mark"></use></svg><?cs /def ?><?cs

def:when(s) ?><time datetime="<?cs var:iso(s) ?>" title="<?cs var:datetime(s) ?>"><?cs var:ago(s) ?></time><?cs /def ?><?cs

def:day(s) ?><time datetime="<?cs var:iso(s) ?>" title="<?cs var:datetime(s) ?>"><?cs var:date(s) ?></time><?cs /def ?><?cs

def:badge(status) ?><span class="badge badge-<?cs var:status ?>"><?cs var:Lang.Status[status] ?></span><?cs /def ?><?cs

# Somebody's picture, or his initials: beside a name that is there as text. ?><?cs
def:face(g) ?><?cs if:g.Avatar ?><img class="face" src="/panel/agents/<?cs var:g.Id ?>/avatar?v=<?cs var:g.Avatar ?>" alt="" width="24" height="24"><?cs elif:g.Initials ?><span class="face" aria-hidden="true"><?cs var:g.Initials ?></span><?cs /if ?><?cs /def ?><?cs

def:flash() ?><?cs if:Flash ?><p class="flash" role="status"><?cs call:icon("check") ?><?cs var:Flash ?></p><?cs /if ?><?cs if:Page.Stale ?><p class="summary" role="alert"><?cs var:Lang.Error.Stale ?></p><?cs /if ?><?cs /def ?><?cs

def:mistake(id, text) ?><?cs if:text ?><p class="mistake" id="<?cs var:id ?>"><?cs var:text ?></p><?cs /if ?><?cs /def ?><?cs

# What the field with the mistake itself says. ?><?cs
def:wrong(id, text) ?><?cs if:text ?> aria-invalid="true" aria-describedby="<?cs var:id ?>"<?cs /if ?><?cs /def ?><?cs

# Why signing in has to wait, and how long. ?><?cs
def:sign_in_limit() ?><?cs if:SignIn.Limit ?><div class="summary" role="alert" tabindex="-1" id="summary"><p><?cs var:Lang.SignIn.Limit[SignIn.Limit] ?> <?cs if:SignIn.Minutes ?><?cs var:plural(SignIn.Minutes + "|Lang.SignIn.Minutes") ?><?cs elif:SignIn.Seconds ?><?cs var:plural(SignIn.Seconds + "|Lang.SignIn.Seconds") ?><?cs /if ?></p></div><?cs /if ?><?cs /def ?><?cs

# Attachments below a message; base is the ticket's address. ?><?cs
def:filelist(files, base) ?><?cs if:files ?><ul class="files" aria-label="<?cs var:Lang.Site.Attachments ?>"><?cs each:f = files ?><li><?cs if:f.Gone ?><?cs call:icon("clip") ?><span class="dim"><?cs var:Lang.Site.ForgottenFile ?></span><?cs else ?><?cs if:f.Image ?><?cs call:icon("image") ?><?cs else ?><?cs call:icon("clip") ?><?cs /if ?><a href="<?cs var:base ?>/attachments/<?cs var:f.Id ?>" download><?cs var:f.Name ?></a><?cs /if ?> <span class="dim"><?cs var:size(f.Size) ?></span><?cs if:f.Image ?><?cs if:!f.Gone ?> <a href="<?cs var:base ?>/attachments/<?cs var:f.Id ?>?inline=1" target="_blank"><?cs var:Lang.Panel.Preview ?><span class="visually-hidden"> <?cs var:f.Name ?></span></a><?cs /if ?><?cs /if ?></li><?cs /each ?></ul><?cs /if ?><?cs /def ?><?cs

# The field for files; needs data-files on its form. lost: files came and must be chosen again. ?><?cs
def:filefield(id, text, lost) ?><div class="field files-field"><label for="<?cs var:id ?>"><?cs var:Lang.Site.Files ?></label>
<input id="<?cs var:id ?>" name="files" type="file" multiple aria-describedby="<?cs var:id ?>-hint<?cs if:text ?> <?cs var:id ?>-mistake<?cs /if ?><?cs if:lost ?> <?cs var:id ?>-again<?cs /if ?>"<?cs if:text ?> aria-invalid="true"<?cs /if ?> data-max="26214400" data-total="<?cs var:Lang.Site.FilesTotal ?>" data-error="<?cs var:Lang.Error.Files ?>">
<p class="hint" id="<?cs var:id ?>-hint"><?cs var:Lang.Site.FilesHint ?></p>
<?cs if:text ?><p class="mistake" id="<?cs var:id ?>-mistake"><?cs var:text ?></p><?cs /if ?><?cs if:lost ?><p class="mistake" id="<?cs var:id ?>-again"><?cs var:Lang.Error.FilesAgain ?></p><?cs /if ?></div><?cs /def ?><?cs

# A list of tickets: panel only. ?><?cs
def:tickets(list) ?><div class="card"><table class="rows" data-rows>
<thead><tr><?cs if:Bulk ?><th class="c-pick" scope="col"><span class="visually-hidden"><?cs var:Lang.Keep.Pick ?></span></th><?cs /if ?><th class="c-status" scope="col"><?cs var:Lang.Panel.Status ?></th><th class="c-from" scope="col"><?cs var:Lang.Panel.Requester ?></th><th class="c-subject" scope="col"><?cs var:Lang.Panel.Subject ?></th><th class="c-agent" scope="col"><?cs if:Sift ?><span class="visually-hidden"><?cs var:Lang.Spam.NotSpam ?></span><?cs else ?><?cs var:Lang.Panel.Assignee ?><?cs /if ?></th><th class="c-department" scope="col"><?cs var:Lang.Panel.Department ?></th><th class="c-number" scope="col"><span class="visually-hidden"><?cs var:Lang.Panel.MessagesHead ?></span><?cs call:icon("mails") ?></th><th class="c-time" scope="col"><?cs var:Lang.Panel.Activity ?></th></tr></thead>
<tbody>
<?cs each:t = list ?><tr class="t-<?cs var:t.Status ?><?cs if:t.Gone ?> t-gone<?cs /if ?>"><?cs if:Bulk ?><td class="c-pick"><input type="checkbox" name="tickets" value="<?cs var:t.Id ?>" aria-label="<?cs var:Lang.Keep.Pick ?>: <?cs if:t.Subject ?><?cs var:t.Subject ?><?cs else ?><?cs var:t.Code ?><?cs /if ?>"></td><?cs /if ?><td class="c-status"><span class="badge badge-<?cs var:t.Status ?>"><?cs var:Lang.Status[t.Status] ?></span></td><td class="c-from"><?cs if:t.From ?><?cs var:t.From ?><?cs elif:t.Restricted ?><?cs var:Lang.Restrict.Person ?><?cs else ?><?cs var:Lang.Panel.ForgottenPerson ?><?cs /if ?></td><td class="c-subject"><?cs if:t.Marked ?><?cs if:t.Unsure ?><span class="badge badge-spam"><?cs var:Lang.Spam.Unsure ?></span> <?cs /if ?><?cs if:t.Until ?><span class="dim"><?cs call:icon("clock") ?><span class="visually-hidden"><?cs var:Lang.Panel.PostponedUntil ?></span> <?cs var:ago(t.Until) ?></span> <?cs /if ?><?cs /if ?><a href="/panel/tickets/<?cs var:t.Id ?>"><?cs if:t.Subject ?><?cs var:t.Subject ?><?cs elif:t.Gone ?><?cs var:t.Code ?><?cs else ?><?cs var:Lang.Panel.NoSubject ?><?cs /if ?></a></td><td class="c-agent"><?cs if:Sift ?><button type="submit" class="small" name="only" value="<?cs var:t.Id ?>"><?cs var:Lang.Spam.NotSpam ?><span class="visually-hidden">: <?cs if:t.Subject ?><?cs var:t.Subject ?><?cs else ?><?cs var:t.Code ?><?cs /if ?></span></button><?cs else ?><?cs var:t.Agent ?><?cs /if ?></td><td class="c-department"><?cs var:t.Department ?></td><td class="c-number"><?cs var:t.Messages ?></td><td class="c-time"><time datetime="<?cs var:iso(t.Activity) ?>" title="<?cs var:datetime(t.Activity) ?>"><?cs var:ago(t.Activity) ?></time></td></tr>
<?cs /each ?></tbody></table></div><?cs /def ?>
<?cs

# What is known of the contact: panel only. ?><?cs
def:facts() ?><dl class="facts">
<?cs if:Contact.Email ?><div class="mail"><dt class="visually-hidden"><?cs var:Lang.Panel.Email ?></dt><dd><?cs var:Contact.Email ?></dd></div><?cs /if ?>
<?cs if:Contact.Phone ?><div><dt><?cs var:Lang.Panel.Phone ?></dt><dd><?cs var:Contact.Phone ?></dd></div><?cs /if ?>
<?cs if:Contact.Language ?><div><dt><?cs var:Lang.Panel.Language ?></dt><dd><?cs if:Lang.Language[Contact.Language] ?><?cs var:Lang.Language[Contact.Language] ?><?cs else ?><?cs var:Contact.Language ?><?cs /if ?></dd></div><?cs /if ?>
<div><dt><?cs var:Lang.Panel.Since ?></dt><dd><?cs call:day(Contact.Created) ?></dd></div>
<?cs if:Contact.Proved ?><div><dt><?cs var:Lang.Panel.Proved ?></dt><dd><?cs call:day(Contact.Proved) ?></dd></div><?cs /if ?>
</dl><?cs if:!Contact.Proved ?><?cs if:!Contact.Gone ?><p class="doubt"><span class="warn"><?cs call:icon("warn") ?><?cs var:Lang.Panel.Unproved ?></span><br><?cs var:Lang.Panel.UnprovedText ?></p><?cs /if ?><?cs /if ?><?cs /def ?>
<?cs

# One page of the settings: in the menu, and with its hint on the front page. ?><?cs
def:settings_item(name, Path, text, hint) ?><li><a href="<?cs var:Path ?>"<?cs if:Page.Name == name ?> aria-current="page"<?cs /if ?>><?cs var:text ?></a><?cs if:Page.Name == "panel/settings" ?><p class="hint"><?cs var:hint ?></p><?cs /if ?></li><?cs /def ?><?cs

# The settings' menu: one line a page, in the order people look for it. ?><?cs
def:settings_nav() ?><nav class="settings-nav" aria-label="<?cs var:Lang.Settings.Title ?>">
<div><h2><?cs var:Lang.Settings.Yours ?></h2>
<ul>
<?cs call:settings_item("panel/profile", "/panel/profile", Lang.Panel.Profile, Lang.Settings.ProfileHint) ?>
<?cs call:settings_item("panel/sessions", "/panel/sessions", Lang.Panel.Sessions, Lang.Settings.SessionsHint) ?>
<?cs call:settings_item("panel/tokens", "/panel/settings/tokens", Lang.Tokens.Title, Lang.Tokens.NavHint) ?>
<?cs call:settings_item("panel/factor", "/panel/factor", Lang.Factor.Title, Lang.Factor.Hint) ?>
</ul></div>
<div><h2><?cs var:Lang.Settings.Desk ?></h2>
<ul>
<?cs call:settings_item("panel/roles", "/panel/settings/roles", Lang.People.Roles, Lang.Settings.RolesHint) ?>
<?cs if:Me.Role >= #2 ?>
<?cs call:settings_item("panel/agents", "/panel/settings/agents", Lang.People.Agents, Lang.Settings.AgentsHint) ?>
<?cs call:settings_item("panel/settings_departments", "/panel/settings/departments", Lang.Department.Title, Lang.Department.NavHint) ?>
<?cs call:settings_item("panel/settings_access", "/panel/settings/access", Lang.Access.Title, Lang.Access.Hint) ?>
<?cs call:settings_item("panel/network", "/panel/settings/network", Lang.Network.Title, Lang.Network.NavHint) ?>
<?cs call:settings_item("panel/settings_domains", "/panel/settings/domains", Lang.Domain.Title, Lang.Domain.NavHint) ?>
<?cs call:settings_item("panel/settings_website", "/panel/settings/website", Lang.Website.Title, Lang.Website.NavHint) ?>
<?cs call:settings_item("panel/settings_usage", "/panel/settings/usage", Lang.Usage.Title, Lang.Usage.NavHint) ?>
<?cs call:settings_item("panel/settings_audit", "/panel/settings/audit", Lang.Audit.Title, Lang.Audit.Hint) ?>
<?cs call:settings_item("panel/settings_spam", "/panel/settings/spam", Lang.Spam.Title, Lang.Spam.NavHint) ?>
<?cs call:settings_item("panel/settings_security", "/panel/settings/security", Lang.Security.Nav, Lang.Security.NavHint) ?>
<?cs /if ?>
<?cs if:Me.Role >= #3 ?>
<?cs call:settings_item("panel/settings_account", "/panel/settings/account", Lang.Whole.Title, Lang.Whole.NavHint) ?>
<?cs call:settings_item("panel/first_steps", "/panel/first-steps", Lang.Steps.Title, Lang.Steps.NavHint) ?>
<?cs call:settings_item("panel/owner", "/panel/settings/owner", Lang.People.OwnerTitle, Lang.Settings.OwnerHint) ?>
<?cs call:settings_item("panel/end", "/panel/erase/account", Lang.End.Title, Lang.End.Hint) ?>
<?cs /if ?>
</ul></div>
</nav><?cs /def ?>
<?cs

# Which departments: all, or those ticked. ?><?cs
def:paused_form() ?><p><?cs var:Lang.Paused.Text ?></p>
<form class="form" method="post" action="/paused" novalidate><?cs call:csrf() ?>
<div class="field"><label for="email"><?cs var:Lang.Paused.Email ?></label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="<?cs var:Form.email ?>" aria-describedby="email-hint<?cs if:Error.email ?> email-error<?cs /if ?>"<?cs if:Error.email ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="email-hint"><?cs var:Lang.Paused.EmailHint ?></p>
<?cs call:mistake("email-error", Error.email) ?></div>
<div class="field"><label for="body"><?cs var:Lang.Paused.Body ?></label>
<textarea id="body" name="body" rows="5" required<?cs call:wrong("body-error", Error.body) ?>><?cs var:Form.body ?></textarea>
<?cs call:mistake("body-error", Error.body) ?></div>
<div class="trap" aria-hidden="true"><label for="website"><?cs var:Lang.Portal.Website ?></label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button type="submit" class="primary"><?cs var:Lang.Paused.Send ?></button>
</form><?cs /def ?><?cs
def:department_choice() ?><fieldset class="field"><legend><?cs var:Lang.Panel.Departments ?></legend>
<label class="tick"><input type="checkbox" name="all" value="1"<?cs if:AllChosen ?> checked<?cs /if ?>><span><?cs var:Lang.People.AllDepartments ?></span></label>
<p class="hint"><?cs var:Lang.People.AllHint ?></p>
<?cs each:d = Departments ?><label class="tick"><input type="checkbox" name="departments" value="<?cs var:d.Id ?>"<?cs if:d.Given ?> checked<?cs /if ?>><span><?cs var:d.Name ?></span></label>
<?cs /each ?></fieldset><?cs /def ?><?cs

# A new password, chosen. ?><?cs
def:new_password(text) ?><div class="field"><label for="new"><?cs var:Lang.Panel.PasswordNew ?></label>
<input id="new" name="new" type="password" autocomplete="new-password" required maxlength="128" aria-describedby="new-hint<?cs if:text ?> new-mistake<?cs /if ?>"<?cs if:text ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="new-hint"><?cs var:Lang.People.PasswordHint ?></p>
<?cs call:mistake("new-mistake", text) ?></div><?cs /def ?>
<?cs

# Erasing: what would go, what to choose, how far it is. Both programs. ?><?cs
def:erase_row(n, text) ?><?cs if:n ?><div><dt><?cs var:text ?></dt><dd><?cs var:n ?></dd></div><?cs /if ?><?cs /def ?><?cs
def:erase_plan() ?><section class="card panel narrow" aria-labelledby="plan"><h2 id="plan"><?cs var:Lang.Erase.Goes ?></h2>
<dl class="facts">
<?cs call:erase_row(Plan.Contacts, Lang.Company.Contacts) ?>
<?cs call:erase_row(Plan.Tickets, Lang.Erase.Tickets) ?>
<?cs call:erase_row(Plan.Messages, Lang.Erase.Messages) ?>
<?cs call:erase_row(Plan.Others, Lang.Mentions.Others) ?>
<?cs call:erase_row(Plan.Elsewhere, Lang.Erase.Elsewhere) ?>
<?cs call:erase_row(Plan.Files, Lang.Erase.Files) ?>
<?cs call:erase_row(Plan.Waiting, Lang.Erase.Waiting) ?>
<?cs call:erase_row(Plan.Sessions, Lang.Erase.Sessions) ?>
</dl></section><?cs /def ?><?cs
def:erase_choice() ?><fieldset class="field"<?cs if:Error.tickets ?> aria-describedby="tickets-mistake"<?cs /if ?>><legend><?cs var:Lang.Erase.Choice ?></legend>
<label class="tick"><input type="radio" name="tickets" value="delete"<?cs if:Form.tickets == "delete" ?> checked<?cs /if ?>><span><?cs var:Lang.Erase.ChoiceDelete ?></span></label>
<label class="tick"><input type="radio" name="tickets" value="keep"<?cs if:Form.tickets == "keep" ?> checked<?cs /if ?>><span><?cs var:Lang.Erase.ChoiceKeep ?></span></label>
<?cs if:Thing.Key && Plan.Others ?><label class="tick"><input type="radio" name="tickets" value="others"<?cs if:Form.tickets == "others" ?> checked<?cs /if ?>><span><?cs var:Lang.Mentions.ChoiceOthers ?></span></label>
<?cs /if ?><?cs call:mistake("tickets-mistake", Error.tickets) ?></fieldset><?cs /def ?><?cs
def:erase_sure() ?><div class="field"><label class="tick"><input type="checkbox" name="sure" value="1"<?cs call:wrong("sure-mistake", Error.sure) ?>><span><?cs var:Lang.Erase.Sure ?></span></label>
<?cs call:mistake("sure-mistake", Error.sure) ?></div><?cs /def ?><?cs
def:erase_time(s, text, not) ?><div><dt><?cs var:text ?></dt><dd><?cs if:s ?><time datetime="<?cs var:iso(s) ?>"><?cs var:datetime(s) ?></time><?cs else ?><?cs var:not ?><?cs /if ?></dd></div><?cs /def ?><?cs
def:erase_state(e) ?><?cs if:subcount(e.Waits) ?><?cs var:Lang.Paper.Waits ?> <?cs each:w = e.Waits ?><?cs if:!first(w) ?>, <?cs /if ?><?cs var:w.Label ?><?cs /each ?><?cs elif:e.State == #1 && e.Scope == #1 ?><?cs var:Lang.Mentions.State ?><?cs else ?><?cs var:Lang.Erase.State[e.State] ?><?cs /if ?><?cs /def ?><?cs
def:erased() ?><section class="card panel narrow" aria-labelledby="how-far"><h2 id="how-far"><?cs call:erase_state(Erasure) ?></h2>
<?cs if:subcount(Erasure.Waits) ?><p role="status"><?cs var:Lang.Paper.WaitsText ?></p><?cs /if ?>
<?cs if:Erasure.Searching ?><p role="status"><?cs var:Lang.Mentions.Searching ?><?cs if:Erasure.ToLook ?> <?cs var:Erasure.Looked ?> / <?cs var:Erasure.ToLook ?><?cs /if ?></p>
<?cs elif:Page.Refresh ?><p role="status"><?cs var:Lang.Erase.Progress ?> <?cs var:Erasure.Done ?> / <?cs var:Erasure.Total ?></p><?cs /if ?>
<dl class="facts">
<?cs call:erase_time(Erasure.Asked, Lang.Erase.Asked, "") ?>
<?cs call:erase_time(Erasure.Unreadable, Lang.Erase.Unreadable, Lang.Erase.NotYet) ?>
<?cs if:Erasure.LetGo ?><?cs call:erase_time(Erasure.LetGo, Lang.Mentions.LetGo, "") ?>
<?cs /if ?><?cs call:erase_time(Erasure.RowsGone, Lang.Erase.RowsGone, Lang.Erase.NotYet) ?>
<?cs each:m = Erasure.Mirrors ?><div><dt><?cs var:Lang.Paper.Mirror ?> <?cs var:m.Label ?></dt><dd><?cs if:m.At ?><time datetime="<?cs var:iso(m.At) ?>"><?cs var:datetime(m.At) ?></time><?cs else ?><?cs var:Lang.Erase.NotYet ?><?cs /if ?></dd></div>
<?cs /each ?><?cs call:erase_time(Erasure.BytesGone, Lang.Erase.BytesGone, Lang.Erase.BytesNotYet) ?>
</dl></section>
<section class="card panel narrow" aria-labelledby="counts"><h2 id="counts"><?cs var:Lang.Erase.Counts ?></h2>
<dl class="facts"><?cs each:c = Erasure.Counts ?><div><dt><?cs var:c.Name ?></dt><dd><?cs var:c.N ?></dd></div><?cs /each ?></dl><?cs each:c = Erasure.Counts ?><?cs if:c.Name == "mentions.unseen" ?><p class="hint"><?cs var:Lang.Mentions.Unseen ?></p><?cs elif:c.Name == "mentions.unreadable" ?><p class="hint"><?cs var:Lang.Mentions.Unreadable ?></p><?cs /if ?><?cs /each ?>
<p class="hint"><?cs var:Lang.Erase.Outside ?></p></section><?cs /def ?>
