<h1><?cs var:Text.Title ?></h1>
<p class="dim"><?cs var:Lang.Signup.Version ?> <?cs var:Text.Version ?></p>
<div class="legal"><?cs var:Text.Body ?></div>
