<section class="hero">
<h1><?cs var:Lang.Signup.Ready ?></h1>
<p class="lead"><?cs var:Lang.Signup.ReadyText ?></p>
</section>
